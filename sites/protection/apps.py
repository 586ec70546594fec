from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesProtectionConfig(AppConfig):
    name = "sites.protection"
    label = "sites_protection"
    verbose_name = _("Protection")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
