"""Finds what is published again: the same title, or nearly the same text, on another live page of the site.

A text is cut into overlapping shingles. Their hashes fall into bins, and the smallest hash of each bin is
kept as a mark of the text: two texts share about as many marks as shingles (one-permutation MinHash, Li,
Owen and Zhang 2012). Marks are looked up by one indexed query; the few candidates are compared in full.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count
from wagtail.models import Page

from sites.pages.texts import places
from sites.registry.models import SiteLanguage

from .models import TextMark
from .reading import Reading
from .registry import Hit, rule

if TYPE_CHECKING:
    from sites.pages.models import GovPage

SHINGLE = 5
BINS = 24
# Marks of boilerplate lead to many pages; only the likest are compared in full.
CANDIDATES = 3
_NO_TEXT = re.compile(r"[\W_]+")


@rule("likeness.text")
def nearly_the_same_text(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    text = essence(reading.text)
    in_english = reading.record is not None and reading.record.language == SiteLanguage.ENGLISH
    least = parameters["least_letters" if in_english else "least_characters"]
    if reading.page.is_reprint or len(text) < least:
        return
    own = shingles(text)
    for page in _candidates(reading, marks(own), parameters["likeness"]):
        share = likeness(own, shingles(essence(body_of(page))))
        if share >= parameters["likeness"]:
            first = reading.places[-1].path
            values = {"title": page.title, "percent": int(share * 100)}
            yield Hit(_first_block(reading) or first, f"page {page.pk}", page.title, values=values)
            return


@rule("likeness.title")
def the_same_title(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    if not reading.home_path or reading.page.is_reprint or not reading.page.title:
        return
    same = (
        Page.objects.live()
        .exclude(pk=reading.page.pk)
        .filter(
            title=reading.page.title,
            content_type_id=reading.page.cached_content_type.pk,
            path__startswith=reading.home_path,
        )
    )
    for title in same.values_list("title", flat=True)[:1]:
        yield Hit("title", title)


@transaction.atomic
def remember(page: GovPage) -> None:
    """Keep the marks of the text of a live page, instead of those it had."""
    wanted = marks(shingles(essence(body_of(page))))
    known = set(TextMark.objects.filter(page_id=page.pk).values_list("mark", flat=True))
    if gone := known - wanted:
        TextMark.objects.filter(page_id=page.pk, mark__in=gone).delete()
    TextMark.objects.bulk_create(TextMark(page_id=page.pk, mark=mark) for mark in wanted - known)


def forget_all_but(live: Any) -> None:
    """Drop the marks of pages that are not among `live`, a queryset of pages."""
    TextMark.objects.exclude(page__in=live).delete()


def shingles(text: str) -> frozenset[int]:
    """Hashes (32 bits) of all pieces of `SHINGLE` characters."""
    source = text.encode("utf-16-le")
    width = 2 * SHINGLE
    return frozenset(
        zlib.crc32(source[start : start + width]) for start in range(0, max(len(source) - width + 2, 0), 2)
    )


def marks(hashes: frozenset[int]) -> set[int]:
    """At most `BINS` numbers that stand for a text: the smallest hash of each bin."""
    smallest: dict[int, int] = {}
    for value in hashes:
        bin_of, rest = value % BINS, value // BINS
        if rest < smallest.get(bin_of, 2**32):
            smallest[bin_of] = rest
    return {rest * BINS + bin_of for bin_of, rest in smallest.items()}


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """What two texts share of all that is in either, from 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def body_of(page: GovPage) -> str:
    return "\n".join(place.text for place in places(page) if place.bound is not None)


def essence(text: str) -> str:
    return _NO_TEXT.sub("", text)


def _first_block(reading: Reading) -> str:
    return next((place.path for place in reading.places if place.bound is not None and place.text), "")


def _candidates(reading: Reading, own: set[int], share: float) -> list[Page]:
    if not reading.home_path:
        return []
    # An estimate from few marks errs; what looks too unlike here may be like enough.
    least = int(len(own) * share * 0.75)
    here: dict[str, Any] = {"page__live": True, "page__path__startswith": reading.home_path}
    if reading.page.first_published_at:
        # Of two live pages the later one is the repetition.
        here["page__first_published_at__lt"] = reading.page.first_published_at
    alike = (
        TextMark.objects.filter(mark__in=own, **here)
        .exclude(page_id=reading.page.pk)
        .values("page_id")
        .annotate(shared=Count("mark"))
        .filter(shared__gte=least)
        .order_by("-shared")[:CANDIDATES]
    )
    keys = [row["page_id"] for row in alike]
    return list(Page.objects.filter(pk__in=keys).specific()) if keys else []
