from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class SitesRegistryConfig(AppConfig):
    name = "sites.registry"
    label = "sites_registry"
    verbose_name = _("Departments and sites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The receivers of these listen from now on.
        from . import checks, exclusion, provisioning, recording  # noqa: F401

        provisioning.discover()


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our forms."""

    user_viewset = "sites.registry.office.staff.GuardedStaffViewSet"
