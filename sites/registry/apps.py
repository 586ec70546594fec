from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesRegistryConfig(AppConfig):
    name = "sites.registry"
    label = "sites_registry"
    verbose_name = _("Departments and sites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import provisioning, recording  # noqa: F401 - its receivers listen from now on

        provisioning.discover()
