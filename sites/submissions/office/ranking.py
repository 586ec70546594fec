"""What each unit offered and earned in a month; the same table to take away."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from sites.submissions import scores, terms


class RankingView(SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """Figures only: no page of any site."""

    template_name = "sites_submissions/ranking.html"
    page_title = gettext_lazy("Ranking of submissions")
    header_icon = "order"
    list_export = ["rank", "unit", "offered", "adopted", "returned", "late", "points"]
    export_headings = {
        "rank": gettext_lazy("Rank"),
        "unit": gettext_lazy("Unit"),
        "offered": gettext_lazy("Offered"),
        "adopted": gettext_lazy("Adopted"),
        "returned": gettext_lazy("Returned"),
        "late": gettext_lazy("Unanswered in time"),
        "points": gettext_lazy("Points"),
    }

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") in self.FORMATS:
            return self.as_spreadsheet(scores.ranking(self._month()), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_filename(self) -> str:
        return f"submissions-{self._month():%Y-%m}"

    def _month(self) -> datetime.date:
        """The month asked for; the present one when none or nonsense is."""
        try:
            return datetime.datetime.strptime(self.request.GET.get("month", ""), "%Y-%m").date()
        except ValueError:
            return timezone.localdate().replace(day=1)

    def get_context_data(self, **kwargs: Any) -> dict:
        month = self._month()
        return {
            **super().get_context_data(**kwargs),
            "month": f"{month:%Y-%m}",
            "rows": scores.ranking(month),
            "points": terms.points(),
            "ways": [(way.name, terms.points().by_way[way.code]) for way in terms.ways().values()],
        }
