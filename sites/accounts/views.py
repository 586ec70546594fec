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


# A Chinese name has no first and last part; a profile picture would be stored with all its metadata.
LEFT_OUT = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel)


class StaffAccountView(account.AccountView):
    def get_panels(self) -> list[account.BaseSettingsPanel]:
        """As Wagtail's, with our contact panel in place of what is left out."""
        panels = [panel for panel in super().get_panels() if not isinstance(panel, LEFT_OUT)]
        user = self.request.user
        return [OwnDetailsPanel(self.request, user, user.wagtail_userprofile), *panels]


staff_account = require_admin_access(StaffAccountView.as_view())
