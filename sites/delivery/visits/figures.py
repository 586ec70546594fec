"""What the counts say: which pages are read, what is searched for, what was of no use, in a period."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.core.cache import cache
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Site

from sites.delivery.models import PageAnswer, PageVisits, SearchedText

from .terms import terms

PAGES, COLUMNS, SEARCHES, ANSWERS = "pages", "columns", "searches", "answers"
# What stands before the number of one answer in a row.
ANSWER = "answer_"
# Seconds between two runs of the job that counts.
REMEMBERED = 600


@dataclass(frozen=True)
class Period:
    """So many days up to today, beside as many before."""

    days: int
    today: datetime.date

    @property
    def first(self) -> datetime.date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def before(self) -> datetime.date:
        """The first day of the period before."""
        return self.first - timedelta(days=self.days)


def period(days: int) -> Period:
    return Period(days, timezone.localdate())


def rows(what: str, site: Site, asked: Period) -> QuerySet[Any, Any]:
    """The rows of one of the four lists, the largest figure first; one query whatever the number of pages."""
    return _LISTS[what](site, asked)


def _pages(site: Site, asked: Period) -> QuerySet[Any, Any]:
    return _read(site, asked, "own")


def _columns(site: Site, asked: Period) -> QuerySet[Any, Any]:
    """Pages with others below: how often they and those were read."""
    this = Q(day__gte=asked.first)
    own = Coalesce(Sum("own", filter=this), 0)
    return _read(site, asked, "within").filter(page__numchild__gt=0).annotate(own_times=own)


def _read(site: Site, asked: Period, field: str) -> QuerySet[Any, Any]:
    this = Q(day__gte=asked.first)
    found = PageVisits.objects.filter(site=site, day__gte=asked.before).values(*_PAGE, **_NAMED)
    found = found.annotate(
        times=Coalesce(Sum(field, filter=this), 0), before=Coalesce(Sum(field, filter=~this), 0)
    )
    return found.filter(times__gt=0).order_by("-times", "page_id")


def _searches(site: Site, asked: Period) -> QuerySet[Any, Any]:
    """Only what was asked for often: a text that one person typed may name him."""
    found = SearchedText.objects.filter(site=site, day__gte=asked.first).values("text")
    sums = {name: Sum(name) for name in ("times", "in_vain", "opened", "places")}
    found = found.annotate(**sums)
    return found.filter(times__gte=terms().shown_from).order_by("-times", "text")


def _answers(site: Site, asked: Period) -> QuerySet[Any, Any]:
    found = PageAnswer.objects.filter(site=site, day__gte=asked.first).values(*_PAGE, **_NAMED)
    useless = Q(answer__in=[code for code, answer in terms().answers.items() if not answer.is_useful])
    each = {f"{ANSWER}{code}": Coalesce(Sum("times", filter=Q(answer=code)), 0) for code in terms().answers}
    found = found.annotate(useless=Coalesce(Sum("times", filter=useless), 0), **each)
    return found.order_by("-useless", "page_id")


def totals(site: Site, asked: Period) -> dict[str, int]:
    """Visits of all pages of a site in the period and in the one before."""
    this = Q(day__gte=asked.first)
    found = PageVisits.objects.filter(site=site, day__gte=asked.before)
    return found.aggregate(
        times=Coalesce(Sum("own", filter=this), 0), before=Coalesce(Sum("own", filter=~this), 0)
    )


def most_read(number: int) -> list[int]:
    """Keys of the public pages of all sites that were read most in the last weeks, the first most.

    They are asked for every minute, and a sum over all pages: remembered until more is counted.
    """
    return cast("list[int]", cache.get_or_set(f"most-read-{number}", lambda: _most_read(number), REMEMBERED))


def _most_read(number: int) -> list[int]:
    first = timezone.localdate() - timedelta(days=terms().most_read_days - 1)
    found = PageVisits.objects.filter(day__gte=first, page__live=True).values("page_id")
    found = found.annotate(times=Sum("own")).filter(times__gt=0).order_by("-times", "page_id")
    return list(found.values_list("page_id", flat=True)[:number])


_PAGE = ("page_id",)
_NAMED = {"title": F("page__title"), "url_path": F("page__url_path")}
_LISTS = {PAGES: _pages, COLUMNS: _columns, SEARCHES: _searches, ANSWERS: _answers}
