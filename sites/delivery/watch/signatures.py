"""Pages that are public otherwise than they were signed: changed in the database, or around review."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from wagtail.models import Page

from sites.delivery.models import PublicDifference
from sites.editorial import witnesses
from sites.pages import seen
from sites.pages.models import GovPage

from . import records
from .looking import Difference, address_of

logger = logging.getLogger(__name__)
CHUNK = 200
# More in one run has one cause; the log says how many there are.
MOST_RECORDED = 100


def check_all() -> None:
    """Compare every published page with the ledger."""
    keys = list(Page.objects.live().order_by("pk").values_list("pk", flat=True))
    wrong: list[int] = []
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        signed = witnesses.last_signed(part)
        for page in Page.objects.live().filter(pk__in=part).specific():
            if isinstance(page, GovPage) and not witnesses.is_as_signed(page, signed.get(page.pk)):
                wrong.append(page.pk)
    note(wrong)
    close_what_is_right()


def note(keys: Iterable[int]) -> None:
    """Record those of these pages that are not as they were signed; a second look decides."""
    open_rows = PublicDifference.objects.open().filter(kind=PublicDifference.Kind.UNSIGNED)
    new = sorted(set(keys) - set(open_rows.values_list("page", flat=True)))
    if len(new) > MOST_RECORDED:
        logger.error("%s pages are not as they were signed; %s are recorded now.", len(new), MOST_RECORDED)
    for page in Page.objects.live().filter(pk__in=new[:MOST_RECORDED]).specific():
        if sentence := witnesses.compare(page):
            signed = witnesses.last_signed([page.pk]).get(page.pk)
            expected = signed.digest if signed else ""
            difference = Difference(
                PublicDifference.Kind.UNSIGNED, True, expected, seen.digest(page), sentence
            )
            records.record(page, address_of(page) or page.url_path, difference)


def close_what_is_right() -> None:
    """Close what was recorded of pages that are as they were signed again, or public no more."""
    rows = PublicDifference.objects.open().filter(kind=PublicDifference.Kind.UNSIGNED).select_related("page")
    for row in rows:
        if row.page is None or not row.page.live or not witnesses.compare(row.page.specific):
            records.close([row])
