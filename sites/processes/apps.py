from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesProcessesConfig(AppConfig):
    name = "sites.processes"
    label = "sites_processes"
    verbose_name = _("Processes")
    default_auto_field = "django.db.models.BigAutoField"
