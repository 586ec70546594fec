from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class SitesEditorialConfig(AppConfig):
    name = "sites.editorial"
    label = "sites_editorial"
    verbose_name = _("Editorial work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find what other rooms register, and give names to fields of Wagtail's that have none."""
        from . import after_publication, checks, public_places  # noqa: F401 - checks register themselves
        from .office.field_names import name_fields
        from .rules import registry

        public_places.discover()
        registry.discover()
        register(registry.each_rule_is_whole)
        name_fields()
        after_publication.discover()
