"""What the nightly check found on live pages, each reader's own sites only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from sites.editorial.models import LiveFinding
from sites.editorial.rules.registry import Level, rules
from sites.registry.admin_scope import scope_of_request


class LiveFindingFilterSet(WagtailFilterSet):
    level = django_filters.ChoiceFilter(label=_("level"), choices=Level.choices)
    rule = django_filters.ChoiceFilter(
        label=_("rule"), choices=lambda: [(rule.id, rule.title) for rule in rules().values()]
    )

    class Meta:
        model = LiveFinding
        fields: list[str] = []


class FindingColumn(Column):
    """A cell that is computed from the finding."""

    def get_value(self, instance: LiveFinding) -> Any:
        return CELLS[self.name](instance)


def _page(finding: LiveFinding) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[finding.page_id])
    return format_html('<a href="{}#:w:contentpath={}">{}</a>', address, finding.path, finding.page.title)


def _rule(finding: LiveFinding) -> str:
    known = rules().get(finding.rule)
    return known.title if known else finding.rule


CELLS: dict[str, Callable[[LiveFinding], object]] = {
    "level": lambda finding: finding.get_level_display(),
    "page": _page,
    "rule": _rule,
    "message": lambda finding: finding.message,
    "first_seen": lambda finding: timezone.localtime(finding.first_seen).strftime("%Y-%m-%d"),
}


class LiveFindingsView(ReportView):
    """Open findings, the gravest first."""

    page_title = _("Findings on published pages")
    header_icon = "warning"
    model = LiveFinding
    filterset_class = LiveFindingFilterSet
    index_url_name = "sites_editorial:live_findings"
    index_results_url_name = "sites_editorial:live_findings_results"
    columns = [
        FindingColumn("level", label=_("level")),
        FindingColumn("page", label=_("page")),
        FindingColumn("rule", label=_("rule")),
        FindingColumn("message", label=_("message")),
        FindingColumn("first_seen", label=_("first seen")),
    ]
    list_export = ["level", "page_id", "page.title", "rule", "path", "message", "edition", "first_seen"]

    def get_queryset(self) -> QuerySet[LiveFinding]:
        pages = scope_of_request(self.request).pages()
        found = LiveFinding.objects.open().filter(page__in=pages.order_by())
        gravity = Case(*(When(level=level, then=number) for number, level in enumerate(Level)))
        return found.select_related("page").order_by(gravity, "-first_seen", "-pk")

    def get_filename(self) -> str:
        return f"findings-{timezone.localdate():%Y-%m-%d}"
