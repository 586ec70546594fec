from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesDeliveryConfig(AppConfig):
    name = "sites.delivery"
    label = "sites_delivery"
    verbose_name = _("Delivery")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import moves
        from .copies import changes

        changes.connect()
        moves.watch()
