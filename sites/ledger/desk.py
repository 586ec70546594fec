"""The audit desk: every entry, filtered and exported; whether the ledger is whole."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from . import acts, operations, verification
from .models import Entry
from .registry import ACTS, LIVES

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
    if entry.subject_type in LIVES:
        address = reverse(LIVES[entry.subject_type], args=[entry.subject])
    else:
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

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        if self.is_export:
            self._record_export()
        response: HttpResponse = super().render_to_response(context, **response_kwargs)
        return response

    def _record_export(self) -> None:
        """Whoever takes entries with him leaves one."""
        asked = {name: value for name, value in self.request.GET.items() if value and name != "export"}
        detail = {"format": self.request.GET["export"], "filters": asked, "entries": self.object_list.count()}
        operations.append(acts.EXPORTED, by=self.request.user, detail=detail)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Verification"), url=reverse("sites_ledger:verification"), icon_name="check")]

    def get_filename(self) -> str:
        return f"ledger-{timezone.localdate():%Y-%m-%d}"


class VerificationView(WagtailAdminTemplateMixin, TemplateView):
    """The results of checking the whole ledger, and the button that begins another check."""

    template_name = "sites_ledger/verification.html"
    page_title = _("Verification of the ledger")
    header_icon = "check"
    SHOWN = 20

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = permission_required(PERMISSION)(super().dispatch)(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse("sites_ledger:desk"), "label": DeskView.page_title}
        return [*super().get_breadcrumbs_items(), desk, {"url": "", "label": self.page_title}]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if verification.is_under_way():
            messages.warning(request, gettext("A check is under way already; its result will appear here."))
        else:
            verification.start(by=request.user)
            messages.success(request, gettext("The check has begun; its result will appear here."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "is_under_way": verification.is_under_way(),
            "results": [(local_time(entry), entry) for entry in verification.results()[: self.SHOWN]],
        }
