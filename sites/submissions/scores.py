"""Enters points for copies, by the rules of the dated data file; and counts them by month."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.editorial.recording import record
from sites.editorial.rules import likeness
from sites.registry.models import SiteRecord

from . import acts, terms
from .models import Copy, Score, Submission

ADOPTED, WITHDRAWN_FOR_ERROR = "adopted", "withdrawn_for_error"
ZERO = Decimal(0)


def enter_adoption(copy: Copy) -> None:
    """Points for a copy that became public for the first time. Idempotent."""
    worth, note = terms.points().by_way[copy.way], ""
    if _repeats(copy):
        worth, note = ZERO, _("nearly repeats another of this unit")
    else:
        left = max(terms.points().week_cap - _earned_this_week(copy), ZERO)
        if left < worth:
            worth, note = left, _("limit of the week reached")
    _enter(copy, ADOPTED, worth, note)


def enter_withdrawal(copy: Copy) -> None:
    """Points lost because the source of a public copy was wrong. Idempotent."""
    _enter(copy, WITHDRAWN_FOR_ERROR, terms.points().withdrawn_for_error, "")


@transaction.atomic
def _enter(copy: Copy, rule: str, worth: Decimal, note: str) -> None:
    unit = copy.submission.source_site_code
    values = {"site_code": unit, "edition": terms.edition(), "points": worth, "note": note}
    _score, is_new = Score.objects.get_or_create(copy=copy, rule=rule, defaults=values)
    if is_new:
        record(
            acts.SCORED, copy.submission.source, None, rule=rule, points=str(worth), unit=unit, comment=note
        )


def _earned_this_week(copy: Copy) -> Decimal:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - datetime.timedelta(days=today.weekday())
    same_unit = Score.objects.filter(site_code=copy.submission.source_site_code, at__gte=monday, rule=ADOPTED)
    return same_unit.aggregate(sum=Sum("points"))["sum"] or ZERO


def _repeats(copy: Copy) -> bool:
    """Whether the unit earned points lately for nearly the same text."""
    rules = terms.points()
    earlier = Copy.objects.filter(
        submission__source_site_code=copy.submission.source_site_code,
        scores__rule=ADOPTED,
        scores__points__gt=0,
        scores__at__gte=timezone.now() - rules.repeats_within,
    ).exclude(pk=copy.pk)
    own = _shingles(copy)
    others = earlier.select_related("revision").order_by("-pk").distinct()
    return any(likeness.likeness(own, _shingles(other)) >= rules.repeats_from for other in others)


def _shingles(copy: Copy) -> frozenset[int]:
    return likeness.shingles(likeness.essence(likeness.body_of(copy.revision.as_object())))


@dataclass(frozen=True)
class Row:
    """What one unit did in one month."""

    rank: int
    unit: str
    offered: int
    adopted: int
    returned: int
    late: int
    points: Decimal


def ranking(month: datetime.date) -> list[Row]:
    """The units that offered something in a month or got points in it, the most points first.

    Args:
        month: any day of it, in local time.
    """
    start = timezone.make_aware(datetime.datetime(month.year, month.month, 1))
    end = timezone.make_aware(datetime.datetime(month.year + month.month // 12, month.month % 12 + 1, 1))
    state = Submission.State
    late = Q(state__in=[state.OFFERED, state.KEPT], answer_by__lt=timezone.now())
    counted = {
        row["source_site_code"]: row
        for row in Submission.objects.filter(offered_at__gte=start, offered_at__lt=end)
        .order_by()
        .values("source_site_code")
        .annotate(
            offered=Count("pk"),
            adopted=Count("pk", filter=Q(state=state.ADOPTED)),
            returned=Count("pk", filter=Q(state=state.RETURNED)),
            late=Count("pk", filter=late),
        )
    }
    earned = dict(
        Score.objects.filter(at__gte=start, at__lt=end)
        .order_by()
        .values_list("site_code")
        .annotate(sum=Sum("points"))
    )
    units = dict(
        SiteRecord.objects.filter(code__in={*counted, *earned}).values_list("code", "site__site_name")
    )
    rows = [
        (
            earned.get(code, ZERO),
            counted.get(code, {"offered": 0, "adopted": 0, "returned": 0, "late": 0}),
            name,
        )
        for code, name in units.items()
    ]
    rows.sort(key=lambda row: (-row[0], -row[1]["adopted"], row[2]))
    better = [sum(other[0] > row[0] for other in rows) for row in rows]
    return [
        Row(ahead + 1, name, row["offered"], row["adopted"], row["returned"], row["late"], points)
        for ahead, (points, row, name) in zip(better, rows, strict=True)
    ]
