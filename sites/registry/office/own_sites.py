"""A report on rows that belong to sites: each reader gets those of his own."""

from __future__ import annotations

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from sites.registry.models import SiteRecord


class MomentColumn(Column):
    """A moment by the clock; it may be still to come, of which Wagtail's own column says "just now"."""

    def get_value(self, instance: Model) -> str:
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "Y-m-d H:i") if moment else ""


def with_site_name(rows: QuerySet, code_field: str) -> QuerySet:
    """Each row with the name of the site whose code is in `code_field`, as `site_name`."""
    site = SiteRecord.objects.filter(code=OuterRef(code_field)).values("site__site_name")
    return rows.annotate(site_name=Subquery(site[:1]))


class OwnSitesReport(ReportView):
    """Rows whose `site_field` holds the code of a site in which the reader has a role.

    Attributes:
        site_field: field of the model; each row has the name of its site as `site_name`.
        related: what is read together with each row.
        file_name: of an export, before the day.
    """

    site_field = "site_code"
    related: tuple[str, ...] = ()
    file_name = ""

    def get_queryset(self) -> QuerySet:
        codes = SiteRecord.objects.of_user(self.request.user).values("code")
        rows = self.model._default_manager.filter(**{f"{self.site_field}__in": codes})
        return with_site_name(rows.select_related(*self.related), self.site_field)

    def get_filename(self) -> str:
        return f"{self.file_name}-{timezone.localdate():%Y-%m-%d}"
