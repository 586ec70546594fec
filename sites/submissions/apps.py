from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesSubmissionsConfig(AppConfig):
    name = "sites.submissions"
    label = "sites_submissions"
    verbose_name = _("Submissions between sites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of sources that are taken down."""
        from . import sources  # noqa: F401 - registers its receiver
