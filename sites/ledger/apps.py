from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SitesLedgerConfig(AppConfig):
    name = "sites.ledger"
    label = "sites_ledger"
    verbose_name = _("Ledger")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find every `acts.py` and every `witnesses.py`, and mirror the rows of Wagtail's logs."""
        from . import mirror

        autodiscover_modules("acts")
        autodiscover_modules("witnesses")
        mirror.connect()
