from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesJobsConfig(AppConfig):
    name = "sites.jobs"
    label = "sites_jobs"
    verbose_name = _("Background work")
    default_auto_field = "django.db.models.BigAutoField"
