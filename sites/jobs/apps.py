from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SitesJobsConfig(AppConfig):
    name = "sites.jobs"
    label = "sites_jobs"
    verbose_name = _("Background work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find every `jobs.py`, so that what is declared there is scheduled."""
        autodiscover_modules("jobs")
