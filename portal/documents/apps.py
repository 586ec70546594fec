from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalDocumentsConfig(AppConfig):
    name = "portal.documents"
    label = "portal_documents"
    verbose_name = _("Document import")
    default_auto_field = "django.db.models.BigAutoField"
