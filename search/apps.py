from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from . import checks, sources, vocabulary  # noqa: F401 - checks register themselves
        from .models import Synonym

        sources.discover()
        for signal in (post_save, post_delete):
            signal.connect(vocabulary.forget, sender=Synonym)
