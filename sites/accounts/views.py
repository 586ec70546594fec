"""The page on which people look after their own account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account

from .forms import OwnDetailsForm


class OwnDetailsPanel(account.BaseSettingsPanel):
    name = "own_details"
    title = _("Contact")
    order = 100
    form_class = OwnDetailsForm


class StaffAccountView(account.AccountView):
    def get_panels(self) -> list[account.BaseSettingsPanel]:
        """As Wagtail's, without the names that a Chinese name does not have."""
        panels = [
            panel for panel in super().get_panels() if not isinstance(panel, account.NameEmailSettingsPanel)
        ]
        user = self.request.user
        return [OwnDetailsPanel(self.request, user, user.wagtail_userprofile), *panels]


staff_account = require_admin_access(StaffAccountView.as_view())
