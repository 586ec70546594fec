from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class SitesAccountsConfig(AppConfig):
    name = "sites.accounts"
    label = "sites_accounts"
    verbose_name = _("Staff accounts")
    default_auto_field = "django.db.models.BigAutoField"


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our forms."""

    user_viewset = "sites.accounts.viewsets.StaffViewSet"
