"""Columns whose newest item grows too old (国办秘函〔2019〕19号), before an inspector finds them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from sites.registry.models import SiteRecord

from .columns import column_kinds
from .models import Column, ColumnItem

# How much of a column's interval may pass before its people are told.
WARN_AT = 0.8


@dataclass(frozen=True)
class StaleColumn:
    """A column to be renewed. `newest` and `due` are None where it never held anything."""

    column: Column
    site_name: str
    newest: datetime.datetime | None
    due: datetime.datetime | None

    @property
    def is_overdue(self) -> bool:
        return self.due is None or self.due < timezone.now()


def stale_columns(records: QuerySet[SiteRecord], now: datetime.datetime | None = None) -> QuerySet[Column]:
    """Columns of these sites past the warning, the longest waiting first.

    A column that gives a reason for being empty and is empty is left out.
    """
    now = now or timezone.now()
    items = ColumnItem.objects.live().filter(
        # A range, not LIKE: SQLite uses the index on path only for the range.
        path__gt=OuterRef("path"),
        path__lt=Concat(OuterRef("path"), Value("~")),
    )
    conditions: list[Q] = [Q(pk__in=[])]
    for kind in column_kinds().values():
        if kind.interval_days:
            warned_from = now - WARN_AT * datetime.timedelta(days=kind.interval_days)
            conditions.append(Q(~Exists(items.filter(display_date__gte=warned_from)), kind=kind.code))
    newest = Subquery(items.order_by("-display_date").values("display_date")[:1])
    return (
        Column.objects.live()
        .filter(_below_homes(records))
        .filter(reduce(or_, conditions))
        .annotate(newest=newest)
        .exclude(~Q(empty_reason=""), newest=None)
        .select_related("owner_person", "deputy")
        .order_by(F("newest").asc(nulls_first=True), "path")
    )


def as_rows(columns: Iterable[Column]) -> list[StaleColumn]:
    columns = list(columns)
    length = 2 * Column.steplen
    homes = {column.path[:length] for column in columns}
    records = SiteRecord.objects.filter(site__root_page__path__in=homes)
    names = dict(records.values_list("site__root_page__path", "site__site_name"))
    return [
        StaleColumn(
            column=column,
            site_name=names.get(column.path[:length], ""),
            newest=column.newest,
            due=column.newest + column.renew_within if column.newest else None,
        )
        for column in columns
    ]


def _below_homes(records: QuerySet[SiteRecord]) -> Q:
    below = Q(pk__in=[])
    for path in records.values_list("site__root_page__path", flat=True):
        below |= Q(path__startswith=path)
    return below
