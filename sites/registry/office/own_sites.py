"""A report on rows that belong to sites: each reader gets those of his own."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.views.reports import ReportView

from sites.registry.models import SiteRecord


class OwnSitesReport(ReportView):
    """Rows whose `site_field` holds the code of a site in which the reader has a role.

    Attributes:
        site_field: field of the model.
        related: what is read together with each row.
        file_name: of an export, before the day.
    """

    site_field = "site_code"
    related: tuple[str, ...] = ()
    file_name = ""

    def get_queryset(self) -> QuerySet:
        codes = SiteRecord.objects.of_user(self.request.user).values("code")
        rows = self.model._default_manager.filter(**{f"{self.site_field}__in": codes})
        return rows.select_related(*self.related)

    def get_filename(self) -> str:
        return f"{self.file_name}-{timezone.localdate():%Y-%m-%d}"
