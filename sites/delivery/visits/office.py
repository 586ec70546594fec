"""访问情况: what is read, searched for and found of no use in one's own sites."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Site

from sites.registry.addresses import public_root
from sites.registry.admin_scope import scope_of_request

from . import beside, figures
from .terms import terms

LISTS: dict[str, str | Promise] = {
    figures.PAGES: gettext_lazy("Pages that are read"),
    figures.COLUMNS: gettext_lazy("Columns that are read"),
    figures.SEARCHES: gettext_lazy("What is searched for"),
    figures.ANSWERS: gettext_lazy("Of use or of no use"),
}
DAYS = (7, 30, 365)
PAGE_SIZE = 20
_FORMULA = re.compile(r"[=+\-@\t\r]")


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


class VisitsView(SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """One of four lists for one site and one period; every figure is a sum, of nobody in particular."""

    template_name = "sites_delivery/visits.html"
    page_title = gettext_lazy("Visits")
    header_icon = "view"
    custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {SpreadsheetExportMixin.FORMAT_CSV: _harmless},
    }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export and self.site is not None:
            return self.as_spreadsheet(
                [self._cells(row) for row in self._rows(self.site)], request.GET["export"]
            )
        return super().get(request, *args, **kwargs)

    @cached_property
    def sites(self) -> list[Site]:
        return list(scope_of_request(self.request).sites().select_related("root_page").order_by("pk"))

    @cached_property
    def site(self) -> Site | None:
        """The site asked for, or the first of one's own; None for who has none.

        Raises:
            Http404: it is none of one's own.
        """
        asked = self.request.GET.get("site")
        if not asked:
            return self.sites[0] if self.sites else None
        found = next((site for site in self.sites if str(site.pk) == asked), None)
        if found is None:
            raise Http404
        return found

    @property
    def what(self) -> str:
        asked = self.request.GET.get("list", "")
        return asked if asked in LISTS else figures.PAGES

    @cached_property
    def period(self) -> figures.Period:
        asked = self.request.GET.get("days", "")
        return figures.period(int(asked) if asked in map(str, DAYS) else 30)

    @cached_property
    def headings(self) -> dict[str, str]:
        """The columns of the list, by what a row calls them; the first names the row."""
        reasons = {f"{figures.ANSWER}{code}": answer.name for code, answer in terms().answers.items()}
        of_pages = {"times": _("Views"), "before": _("Period before"), "change": _("Change")}
        opened = {
            "opened": _("Results opened"),
            "opened_share": _("Opened per 100 searches"),
            "mean_place": _("Mean place of what was opened"),
        }
        return {
            figures.PAGES: {"name": _("Page"), **of_pages},
            figures.COLUMNS: {"name": _("Column"), **of_pages, "own_times": _("Of these the column itself")},
            figures.SEARCHES: {
                "name": _("Searched for"),
                "times": _("Times"),
                "in_vain": _("Nothing found"),
                **opened,
            },
            figures.ANSWERS: {"name": _("Page"), "useless": _("Of no use"), **reasons},
        }[self.what]

    list_export = property(lambda self: list(self.headings))  # type: ignore[assignment]
    export_headings = property(lambda self: self.headings)  # type: ignore[assignment]

    def get_filename(self) -> str:
        return f"{self.what}-{self.period.first:%Y%m%d}-{self.period.today:%Y%m%d}"

    def _rows(self, site: Site) -> Any:
        return figures.rows(self.what, site, self.period)

    def _cells(self, row: dict[str, Any]) -> dict[str, Any]:
        named = row.get("title") or row.get("text") or ""
        change = _change(row.get("times", 0), row.get("before", 0))
        return {**row, **_opened(row), "name": named, "change": change}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {**super().get_context_data(**kwargs), "sites": self.sites, "site": self.site}
        if self.site is None:
            return context
        paginator = Paginator(self._rows(self.site), PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        totals = figures.totals(self.site, self.period)
        is_about_texts = self.what == figures.SEARCHES
        links = beside.links_of(self.request, self.site) if is_about_texts else None
        table = [self._shown(self.site, row, links) for row in page]
        return {
            **context,
            "lists": LISTS,
            "what": self.what,
            "days": DAYS,
            "period": self.period,
            "headings": list(self.headings.values()),
            "table": table,
            "has_links": any(row["links"] for row in table),
            "notes": beside.notes_of(self.site) if is_about_texts else [],
            "items": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "total": totals["times"],
            "change": _change(totals["times"], totals["before"]),
            "shown_from": terms().shown_from,
            "rare_kept_days": terms().rare_kept_days,
        }

    def _shown(self, site: Site, row: dict[str, Any], links: beside.LinksOf | None) -> dict[str, Any]:
        cells = self._cells(row)
        path = row["url_path"][len(site.root_page.url_path) - 1 :] if "url_path" in row else ""
        return {
            "name": cells["name"],
            "address": f"{public_root(site)}{path}" if path else "",
            "cells": [cells[key] for key in self.headings if key != "name"],
            "links": links(row["text"]) if links else [],
        }


def _opened(row: dict[str, Any]) -> dict[str, str]:
    """How often results of a text were opened, and how far down they stood."""
    opened, times = row.get("opened", 0), row.get("times", 0)
    return {
        "opened_share": str(round(100 * opened / times)) if times else "—",
        "mean_place": f"{row['places'] / opened:.1f}" if opened else "—",
    }


def _change(times: int, before: int) -> str:
    """By how much a figure grew since the period before, in percent."""
    if not before:
        return force_str(_("new in this period")) if times else "—"
    return f"{round((times - before) * 100 / before):+d}%"
