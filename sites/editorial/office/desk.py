"""The desk's lists in full."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.editorial.dashboard import lists_of

PAGE_SIZE = 30


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """One list of the desk in full."""

    template_name = "sites_editorial/desk.html"
    header_icon = "list-ul"

    @cached_property
    def list(self):
        for desk_list in lists_of(self.request.user):
            if desk_list.code == self.kwargs["code"]:
                return desk_list
        raise Http404

    def get_page_title(self):
        return self.list.heading

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.list.heading}]

    def get_context_data(self, **kwargs) -> dict:
        page = Paginator(self.list.rows(self.request.user), PAGE_SIZE).get_page(self.request.GET.get("p"))
        entries = self.list.entries(page.object_list)
        return {**super().get_context_data(**kwargs), "list": self.list, "rows": page, "entries": entries}
