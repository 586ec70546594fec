"""Delivery in the office: the days of mourning. For administrators of the installation alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

from .models import GreyPeriod


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


@hooks.register("register_admin_viewset")
def grey_periods() -> GreyPeriodViewSet:
    return GreyPeriodViewSet()
