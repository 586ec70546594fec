"""The audit desk: every entry, filtered and exported; the whole life of one thing on one screen."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from .models import Entry
from .registry import ACTS

PERMISSION = "sites_ledger.view_entry"


class EntryFilterSet(WagtailFilterSet):
    act = django_filters.ChoiceFilter(label=_("act"), choices=lambda: sorted(ACTS.items()))
    site = django_filters.AllValuesFilter(label=_("site"))
    actor_name = django_filters.CharFilter(label=_("actor"), lookup_expr="icontains")
    subject_title = django_filters.CharFilter(label=_("subject"), lookup_expr="icontains")
    at = django_filters.DateFromToRangeFilter(label=_("time"), method="within", widget=DateRangePickerWidget)
    # Both together name one thing, whose life is then listed.
    subject_type = django_filters.CharFilter(widget=forms.HiddenInput)
    subject = django_filters.CharFilter(widget=forms.HiddenInput)

    class Meta:
        model = Entry
        fields: list[str] = []

    def within(self, entries: QuerySet[Entry], name: str, days: slice) -> QuerySet[Entry]:
        """Entries of the days from `days.start` to the end of `days.stop` (aware, each may be None)."""
        if days.start:
            entries = entries.filter(at__gte=_as_stored(days.start))
        if days.stop:
            entries = entries.filter(at__lte=_as_stored(days.stop))
        return entries


def _as_stored(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class EntryColumn(Column):
    """A cell that is computed from the entry."""

    def get_value(self, instance: Entry) -> Any:
        return CELLS[self.name](instance)


def local_time(entry: Entry) -> str:
    moment = parse_datetime(entry.at)
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else entry.at


def _subject(entry: Entry) -> str:
    address = f"{reverse('sites_ledger:desk')}?subject_type={entry.subject_type}&subject={entry.subject}"
    return format_html('<a href="{}">{}</a>', address, entry.subject_title) if entry.subject else ""


CELLS: dict[str, Callable[[Entry], object]] = {
    "number": lambda entry: entry.number,
    "time": local_time,
    "actor_name": lambda entry: entry.actor_name or _("the system"),
    "act": lambda entry: entry.act_label,
    "step": lambda entry: entry.step,
    "subject": _subject,
    "site": lambda entry: entry.site,
    "comment": lambda entry: entry.details.get("comment", ""),
}


class DeskView(ReportView):
    """Entries, newest first; with a subject given, that subject's."""

    page_title = _("Ledger")
    header_icon = "history"
    model = Entry
    filterset_class = EntryFilterSet
    index_url_name = "sites_ledger:desk"
    index_results_url_name = "sites_ledger:desk_results"
    columns = [
        EntryColumn("number", label=_("number")),
        EntryColumn("time", label=_("time")),
        EntryColumn("actor_name", label=_("actor")),
        EntryColumn("act", label=_("act")),
        EntryColumn("subject", label=_("subject")),
        EntryColumn("site", label=_("site")),
        EntryColumn("comment", label=_("opinion or reason")),
    ]
    list_export = [
        "number", "at", "actor_name", "act", "act_label", "site", "subject_type", "subject", "subject_title",
        "step", "content_digest", "detail", "previous", "digest",
    ]  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = permission_required(PERMISSION)(super().dispatch)(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[Entry]:
        return Entry.objects.order_by("-number")

    def get_filename(self) -> str:
        return f"ledger-{timezone.localdate():%Y-%m-%d}"
