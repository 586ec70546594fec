from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalDemoConfig(AppConfig):
    name = "portal.demo"
    label = "portal_demo"
    verbose_name = _("Sample municipality")
    default_auto_field = "django.db.models.BigAutoField"
