"""Every address of the installation; the office's exist only where the role includes them."""

from django.conf import settings
from django.urls import include, path

# What citizens read in the language they choose.
public_pages = [
    path("", include("portal.content.urls")),
    path("search/", include("search.urls")),
    path("", include("sites.delivery.public_urls")),
    path("", include("sites.delivery.page_urls")),
]

urlpatterns = [
    path("", include("sites.delivery.urls")),
    path("", include("sites.ledger.urls")),
    path("", include("sites.media.urls")),
    path("zh-hant/", include((public_pages, "zh-hant"))),
]

if settings.SHOW_DESIGN:
    urlpatterns += [path("design/", include("portal.content.design_urls"))]

if settings.OFFICE_ENABLED:
    urlpatterns += [
        # Before Wagtail's page at the same address.
        path("admin/", include("sites.accounts.urls")),
        path("admin/", include("wagtail.admin.urls")),
        path("sign/", include("sites.editorial.sign_urls")),
    ]

# Pages answer whatever is left.
urlpatterns += public_pages

handler400 = "sites.delivery.errors.bad_request"
handler403 = "sites.delivery.errors.permission_denied"
handler404 = "sites.delivery.errors.page_not_found"
handler500 = "sites.delivery.errors.server_error"
