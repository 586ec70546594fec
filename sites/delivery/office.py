"""What who runs the installation declares and sees: days of mourning, what citizens got unsigned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from .models import GreyPeriod, PublicDifference


class GreyPeriodViewSet(ModelViewSet):
    model = GreyPeriod
    name = "sites_delivery_grey"
    url_prefix = "grey"
    icon = "view"
    menu_label = _("Grey periods")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["starts", "ends", "site", "reason"]
    panels = [
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("site"),
        FieldPanel("reason"),
    ]


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Who may do everything may read, too, and no more."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class PublicDifferenceViewSet(ModelViewSet):
    """A list to read: nobody has the permission to add or change a row."""

    model = PublicDifference
    name = "sites_delivery_differences"
    url_prefix = "differences"
    icon = "warning"
    menu_label = _("Differences from what was signed")
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = [
        "address", "kind", BooleanColumn("is_critical", label=_("critical")),
        "first_seen", "last_seen", "gone_at",
    ]  # fmt: skip
    list_filter = ["kind", "is_critical"]
    inspect_view_fields = [
        "address", "kind", "is_critical", "excerpt", "expected", "found", "evidence",
        "first_seen", "last_seen", "gone_at",
    ]  # fmt: skip
    form_fields = ["excerpt"]

    @cached_property
    def permission_policy(self) -> ReadOnlyPolicy:
        return ReadOnlyPolicy(self.model)
