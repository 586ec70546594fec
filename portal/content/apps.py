from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalContentConfig(AppConfig):
    name = "portal.content"
    label = "portal_content"
    verbose_name = _("Site content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import post_page_move

        from search.signals import searched
        from sites.delivery.visits.searches import note

        from .models.items import follow

        searched.connect(note)
        post_page_move.connect(follow)
