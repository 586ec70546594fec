from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesEditorialConfig(AppConfig):
    name = "sites.editorial"
    label = "sites_editorial"
    verbose_name = _("Editorial work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import after_publication, checks  # noqa: F401 - the checks register themselves
        from .office.field_names import name_fields

        name_fields()
        after_publication.discover()
