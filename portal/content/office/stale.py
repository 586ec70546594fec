"""Stale columns on the dashboard, and all of them on a page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.content.stale import as_rows, stale_columns
from sites.registry.models import SiteRecord

SHOWN = 5
PAGE_SIZE = 50


class StaleColumnsPanel(Component):
    """The columns of one's sites that need a new item first."""

    template_name = "portal_content/office/stale_panel.html"
    order = 200

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context) -> dict:
        columns = list(stale_columns(SiteRecord.objects.of_user(self.user))[: SHOWN + 1])
        return {
            "rows": as_rows(columns[:SHOWN]),
            "has_more": len(columns) > SHOWN,
            "all_url": reverse("portal_content_office:stale_columns"),
        }


class StaleColumnsView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "portal_content/office/stale.html"
    page_title = _("Columns to renew")
    header_icon = "time"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        columns = stale_columns(SiteRecord.objects.of_user(self.request.user))
        page = Paginator(columns, PAGE_SIZE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "rows": as_rows(page.object_list)}
