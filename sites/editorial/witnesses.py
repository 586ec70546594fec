"""Compares every published page with what the ledger says was signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.ledger.models import Entry, EntryQuerySet
from sites.ledger.registry import Discrepancy, witness
from sites.pages import seen
from sites.pages.models import GovPage

from . import acts

CHUNK = 200
# The acts that say what is public.
PUBLIC = [acts.PUBLISHED, acts.RELEASED_IN_EMERGENCY, acts.FOUNDED]


class Signed(NamedTuple):
    """What was last made public of a page: the digest, how it is computed, and the entry that has it."""

    algorithm: str
    digest: str
    entry: int


@witness
def published_pages() -> Iterator[Discrepancy]:
    """Live pages that nobody signed as they are: edited in the database, or published by another door."""
    signed = _signed(Entry.objects.filter(act__in=PUBLIC))
    pages = Page.objects.live().order_by("pk")
    keys = list(pages.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        for page in pages.filter(pk__in=keys[start : start + CHUNK]).specific():
            if isinstance(page, GovPage) and not is_as_signed(page, signed.get(page.pk)):
                yield Discrepancy(f"{page.title}（{page.url_path}）", _sentence(page.pk in signed))


def _sentence(was_signed: bool) -> str:
    if was_signed:
        return _("What is public differs from what was signed.")
    return _("It is public, but its publication is not recorded.")


def compare(page: GovPage) -> str:
    """What is wrong with one page that is live, in a sentence; empty when the public sees what was signed."""
    signed = _signed(recorded(page).filter(act__in=PUBLIC)).get(page.pk)
    return "" if is_as_signed(page, signed) else _sentence(signed is not None)


def recorded(page: Page) -> EntryQuerySet:
    """Every entry about a page, with the one about the foundation of its site where that names the page."""
    founded = Entry.objects.filter(act=acts.FOUNDED, detail__contains=f'"{page.pk}":"')
    return Entry.objects.about(Page(pk=page.pk)) | founded


def last_signed(keys: Iterable[int]) -> dict[int, Signed]:
    """What was last made public of each of these pages, by key; two kinds of entries, one query."""
    of_pages = Entry.objects.filter(
        act__in=PUBLIC, subject_type=Page._meta.label_lower, subject__in=[str(key) for key in keys]
    )
    return _signed(of_pages | Entry.objects.filter(act=acts.FOUNDED))


def is_as_signed(page: GovPage, signed: Signed | None) -> bool:
    return signed is not None and seen.digest(page, signed.algorithm) == signed.digest


def _signed(entries: QuerySet[Entry]) -> dict[int, Signed]:
    """What was last made public, by key of page."""
    found: dict[int, Signed] = {}
    for entry in entries.order_by("number").iterator():
        if entry.act != acts.FOUNDED:
            found[int(entry.subject)] = Signed(entry.algorithm, entry.content_digest, entry.number)
        else:
            pages = entry.details["pages"].items()
            found |= {int(key): Signed(entry.algorithm, digest, entry.number) for key, digest in pages}
    return found
