"""What who runs the installation declares and sees: days of mourning, what citizens got unsigned."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

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
    list_display = ["address", "kind", "is_critical", "first_seen", "last_seen", "gone_at"]
    list_filter = ["kind", "is_critical"]
    inspect_view_fields = [
        "address", "kind", "is_critical", "excerpt", "expected", "found", "evidence",
        "first_seen", "last_seen", "gone_at",
    ]  # fmt: skip
    form_fields = ["excerpt"]
