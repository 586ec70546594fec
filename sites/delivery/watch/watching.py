"""Which pages are looked at, how often, and when a difference counts."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sites.delivery.mirror import export
from sites.delivery.models import PublicDifference
from sites.delivery.visits import figures
from sites.editorial.witnesses import PUBLIC
from sites.jobs.background import background_task
from sites.ledger.models import Entry

from . import records
from .looking import NobodyAnswersError, look

logger = logging.getLogger(__name__)
MOST_READ = 50
# A difference counts when it is still there after so long.
AGAIN_AFTER = timedelta(seconds=5)
# All pages are looked at once a day, a part every ten minutes.
PARTS_OF_A_DAY = 24 * 6


def most_read() -> list[Page]:
    """The home pages of all open sites and the `MOST_READ` pages that most people read.

    Where no visits are counted those are the ones that were published last.
    """
    homes = [site.root_page_id for site in export.open_sites()]
    keys = {*homes, *(figures.most_read(MOST_READ) or _published_last())}
    return list(Page.objects.live().filter(pk__in=keys).order_by("depth", "pk"))


def _published_last() -> list[int]:
    published = Entry.objects.filter(act__in=PUBLIC, subject_type=Page._meta.label_lower)
    return [int(key) for key in published.order_by("-number").values_list("subject", flat=True)[:MOST_READ]]


def part_of_all(number: int) -> list[Page]:
    """A part of all published pages; parts 0 to `PARTS_OF_A_DAY` - 1 are all of them."""
    keys = list(Page.objects.live().filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))
    first, last = (len(keys) * each // PARTS_OF_A_DAY for each in (number, number + 1))
    return list(Page.objects.filter(pk__in=keys[first:last]).order_by("pk"))


def watch(pages: Iterable[Page], *, in_traditional: bool = False) -> None:
    """Look at each page, in simplified or traditional characters; what is new counts after a second look."""
    if export.is_switched_on():
        # A mirror differs from the sites by intent; it has signatures of its own.
        return
    try:
        for page in pages:
            seen = look(page, in_traditional=in_traditional)
            if seen is not None and records.settle(seen):
                look_again.enqueue_at(timezone.now() + AGAIN_AFTER, page.pk, in_traditional)
    except NobodyAnswersError as silent:
        logger.warning("The public side does not answer at %s; no page can be compared.", silent)


@background_task(title=_("Look again at a page that differs from what was signed"), max_attempts=3)
def look_again(page_id: int, in_traditional: bool = False) -> None:
    """Record what differs still. A publication may have fallen between the two sides of the first look."""
    page = Page.objects.live().filter(pk=page_id).first()
    seen = look(page, in_traditional=in_traditional) if page is not None else None
    if page is not None and seen is not None:
        records.open_rows(page, seen, records.settle(seen))


def close_what_is_gone() -> None:
    """Close what was found on pages that are public no more."""
    live = Page.objects.live().values("pk")
    records.close(PublicDifference.objects.open().exclude(page__in=live))
