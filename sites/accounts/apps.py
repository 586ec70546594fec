from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SitesAccountsConfig(AppConfig):
    name = "sites.accounts"
    label = "sites_accounts"
    verbose_name = _("Staff accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .permission_names import name_permissions

        post_migrate.connect(name_permissions, dispatch_uid="sites_accounts.permission_names")
