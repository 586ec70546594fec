from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesEditorialConfig(AppConfig):
    name = "sites.editorial"
    label = "sites_editorial"
    verbose_name = _("Editorial work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            checks,  # noqa: F401 - registers itself
            public_places,
        )
        from .office.field_names import name_fields

        public_places.discover()
        name_fields()
