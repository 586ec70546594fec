"""Compares copies with the ledger: whether each shows the text that was last signed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.utils import timezone
from wagtail.models import Page

from sites.editorial import witnesses
from sites.pages import seen
from sites.pages.models import GovPage

from .origin import Origin

CHUNK = 200
# The copies of a page expire right after its publication is committed. What was published just now is
# compared the next time.
SETTLING = datetime.timedelta(minutes=1)


@dataclass
class Compared:
    """What a comparison with the ledger saw.

    Attributes:
        outdated: names of copies that show something else than what was signed.
        unsigned: keys of pages that are themselves not as they were signed; new copies would be the same.
    """

    outdated: list[str] = field(default_factory=list)
    unsigned: set[int] = field(default_factory=set)


def compare(origins: dict[str, Origin]) -> Compared:
    """Compare copies, by name, with the last signed text of their pages."""
    found = Compared()
    names = list(origins)
    for start in range(0, len(names), CHUNK):
        part = {name: origins[name] for name in names[start : start + CHUNK]}
        signed = witnesses.last_signed({origin.page for origin in part.values()})
        for name, origin in part.items():
            last = signed.get(origin.page)
            if last is None or (last.algorithm, last.digest) != (origin.algorithm, origin.digest):
                _judge(name, origin, found)
    return found


def _judge(name: str, origin: Origin, found: Compared) -> None:
    """Say of a copy that does not fit the ledger whether it, or the page itself, is at fault."""
    page = Page.objects.live().filter(pk=origin.page).specific().first()
    if not isinstance(page, GovPage):
        # Taken down just now; its copies expire by themselves.
        return
    if page.last_published_at and page.last_published_at > timezone.now() - SETTLING:
        return
    if witnesses.compare(page):
        found.unsigned.add(page.pk)
    elif seen.digest(page, origin.algorithm) != origin.digest:
        found.outdated.append(name)
