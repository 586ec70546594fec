"""Addresses of pictures and documents. Documents keep the names under which Wagtail makes links to them."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from . import views

urlpatterns = [
    re_path(r"^media/images/(?P<name>[A-Za-z0-9_-][A-Za-z0-9_.-]*)$", views.picture, name="picture"),
    path("media/<path:name>", views.nothing),
    re_path(r"^documents/(\d{1,18})/([^/]+)$", views.document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
