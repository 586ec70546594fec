"""The days of mourning in the office: declared by who runs the installation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
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
