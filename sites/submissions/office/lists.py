"""What was offered to one's sites, and by them."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from sites.registry.office.own_sites import MomentColumn, OwnSitesReport, with_site_name
from sites.submissions import operations
from sites.submissions.models import SourceChange, Submission

RELATED = ("source", "column", "offered_by", "decided_by")


class TitleColumn(Column):
    def get_value(self, instance: Submission) -> str:
        url = reverse("sites_submissions:submission", args=[instance.pk])
        return format_html('<a href="{}">{}</a>', url, instance.title)


class StateColumn(Column):
    def get_value(self, instance: Submission) -> str:
        if getattr(instance, "asks", False):
            return _("adopted; its source changed")
        return _("overdue") if instance.is_late else instance.get_state_display()


def waiting_first(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """What asks for a decision before everything else, the most urgent first."""
    asks = SourceChange.objects.open().filter(copy__submission=OuterRef("pk"), copy__page__isnull=False)
    state = Submission.State
    place = Case(
        When(asks=True, then=0), When(state=state.OFFERED, then=1), When(state=state.KEPT, then=2), default=3
    )
    ordered = rows.annotate(asks=Exists(asks), place=place).order_by("place", "answer_by", "-pk")
    return ordered.select_related(*RELATED)


def received(user) -> QuerySet[Submission]:
    return Submission.objects.filter(target_site_code__in=operations.sites_received_by(user).values("code"))


class _ListView(OwnSitesReport):
    model = Submission
    related = RELATED
    file_name = "submissions"
    header_icon = "mail"
    list_export = [
        "pk", "title", "source_site_code", "target_site_code", "column", "state", "reason", "offered_by",
        "offered_at", "answer_by", "decided_by", "decided_at", "answer",
    ]  # fmt: skip


class ReceivedView(_ListView):
    """The inbox: what waits first, the most urgent at the top."""

    page_title = gettext_lazy("Offered to us")
    site_field = "target_site_code"
    index_url_name = "sites_submissions:received"
    index_results_url_name = "sites_submissions:received_results"
    columns = [
        TitleColumn("source", label=gettext_lazy("page")),
        Column("site_name", label=gettext_lazy("offered by")),
        Column("column", label=gettext_lazy("column")),
        MomentColumn("offered_at", label=gettext_lazy("offered at")),
        MomentColumn("answer_by", label=gettext_lazy("answer by")),
        StateColumn("state", label=gettext_lazy("state")),
    ]

    def get_queryset(self) -> QuerySet[Submission]:
        return with_site_name(waiting_first(received(self.request.user)), "source_site_code")


class SentView(_ListView):
    """What the reader's sites offered, the latest first."""

    page_title = gettext_lazy("Offered by us")
    site_field = "source_site_code"
    index_url_name = "sites_submissions:sent"
    index_results_url_name = "sites_submissions:sent_results"
    columns = [
        TitleColumn("source", label=gettext_lazy("page")),
        Column("site_name", label=gettext_lazy("offered to")),
        Column("column", label=gettext_lazy("column")),
        Column("offered_by", label=gettext_lazy("by")),
        MomentColumn("offered_at", label=gettext_lazy("offered at")),
        MomentColumn("answer_by", label=gettext_lazy("answer by")),
        StateColumn("state", label=gettext_lazy("state")),
    ]

    def get_queryset(self) -> QuerySet[Submission]:
        return with_site_name(super().get_queryset(), "target_site_code")
