from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalContentConfig(AppConfig):
    name = "portal.content"
    label = "portal_content"
    verbose_name = _("Site content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.signals import page_unpublished, post_page_move

        from search import vocabulary
        from search.signals import changed, opened, searched
        from sites.delivery.visits.searches import note, note_opened
        from sites.media.models import SiteDocument
        from sites.registry.models import Department

        from .findable import FOUND
        from .jobs import tell_search_cluster_soon
        from .models.items import follow
        from .publication_steps import follow_file, forget, forget_file

        searched.connect(note)
        opened.connect(note_opened)
        changed.connect(tell_search_cluster_soon)
        post_page_move.connect(follow)
        post_save.connect(vocabulary.forget, sender=Department)
        page_unpublished.connect(forget)
        for model in FOUND:
            post_delete.connect(forget, sender=model)
        post_save.connect(follow_file, sender=SiteDocument)
        pre_delete.connect(forget_file, sender=SiteDocument)
