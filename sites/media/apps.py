from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesMediaConfig(AppConfig):
    name = "sites.media"
    label = "sites_media"
    verbose_name = _("Images and documents")
    default_auto_field = "django.db.models.BigAutoField"
