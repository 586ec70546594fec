"""The indicator of the search: who types the title of a page finds the page on the first screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Site

from .finding import Asked, Hit, find
from .models import Entry, TitleCheck
from .text.fold import bare

# So many of the first results are seen without scrolling.
FIRST = 3
KEPT_DAYS = 400


class Titled(NamedTuple):
    """Something that is published, by its source and key."""

    source: str
    key: str
    title: str


def check(site: Site, sample: Iterable[Titled], day: date) -> TitleCheck:
    """Search for each of these on its site by its exact title, and keep how many stand among the first."""
    asked = list(sample)
    missed = [f"{each.source}:{each.key}" for each in asked if not stands_first(site, each)]
    found = {"sampled": len(asked), "found": len(asked) - len(missed), "missed": missed}
    made, _is_new = TitleCheck.objects.update_or_create(site=site, day=day, defaults=found)
    return made


def stands_first(site: Site, page: Titled) -> bool:
    """Whether a page, or as many others of the same title as there is room for, stand among the first."""
    found = find(Asked(site, page.title, (site.pk,)), 0, FIRST)
    first = [*found.best_bets, *found.hits][:FIRST]
    entry = Entry.objects.filter(source=page.source, key=page.key).values_list("pk", flat=True).first()
    if entry in [hit.key for hit in first]:
        return True
    # Nobody could tell them apart by what he typed.
    return len(first) == FIRST and all(bare(_title(hit)) == bare(page.title) for hit in first)


def newest() -> QuerySet[TitleCheck]:
    """Of each site its last check, by the names of the sites."""
    of_site = TitleCheck.objects.filter(site=OuterRef("site")).order_by("-day")
    last = TitleCheck.objects.filter(pk=Subquery(of_site.values("pk")[:1]))
    return last.select_related("site").order_by("site__site_name", "pk")


def newest_of(site: Site) -> TitleCheck | None:
    """The last check of a site."""
    return TitleCheck.objects.filter(site=site).order_by("-day").first()


def forget_old() -> None:
    """Delete what is older than a year and a month."""
    TitleCheck.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT_DAYS)).delete()


def _title(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.title)
