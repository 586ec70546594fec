"""Counts the lines of this machine into the database: each once, whenever the process is killed.

How far a file is read is stored in the transaction that stores the counts, under a lock on that row, so
neither a death in between nor a second process counts anything twice.
"""

from __future__ import annotations

import datetime
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from operator import add as add_up
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from sites.delivery.models import CountedFile, PageAnswer, PageVisits, SearchedText
from sites.delivery.traditional.middleware import path_in_simplified

from . import files, lines
from .lines import Line
from .rows import add
from .terms import terms

logger = logging.getLogger(__name__)
# Columns of `SearchedText`.
_COUNTS = ("times", "in_vain", "opened", "places")
# In one question to the database.
CHUNK = 500
# A clock that is wrong may not fill the tables: older lines and those of days to come are no visits.
OLDEST = timedelta(days=60)
# A file that nobody saw for so long is gone, and so may be what is remembered of it.
FORGOTTEN_AFTER = timedelta(days=180)


def count() -> None:
    """Count what was written since the last time, and delete our own files that are over."""
    for path in files.of_proxy():
        _count_file(path)
    for path in files.own():
        # Asked before: what is written afterwards would not be counted.
        is_over = files.is_over(path)
        if _count_file(path) and is_over:
            path.unlink(missing_ok=True)
    CountedFile.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def _count_file(path: Path) -> bool:
    """Count the whole lines of a file; whether that was possible."""
    try:
        with path.open("rb") as file:
            key = files.key_of(file)
            while key is not None and _count_part(file, key):
                pass
    except FileNotFoundError:
        # Another process counted and deleted it.
        return False
    except OSError as error:
        logger.warning("Visits in %s cannot be counted: %s", path, error)
        return False
    return True


@transaction.atomic
def _count_part(file: BinaryIO, key: str) -> bool:
    """Count one part; whether there was any."""
    row, _is_new = CountedFile.objects.select_for_update().get_or_create(key=key)
    part = files.part(file, row.offset)
    if part is not None:
        _store(part.lines)
        row.offset = part.end
    row.seen_at = timezone.now()
    row.save()
    return part is not None


def _store(raw: Iterable[bytes]) -> None:
    today = timezone.localdate()
    found = [
        line for line in map(lines.parsed, raw) if line and today - OLDEST <= line.day <= today + timedelta(1)
    ]
    hosts = {line.host for line in found}
    sites = {
        site.hostname: site for site in Site.objects.select_related("root_page").filter(hostname__in=hosts)
    }
    by_site: dict[Site, list[Line]] = defaultdict(list)
    for line in found:
        if line.host in sites:
            by_site[sites[line.host]].append(line)
    # In one order, so that two processes cannot wait for each other.
    for site in sorted(by_site, key=lambda site: site.pk):
        _store_reading(site, [line for line in by_site[site] if line.kind == lines.READ])
        _store_searches(site, [line for line in by_site[site] if line.kind in {lines.ASKED, lines.OPENED}])
        _store_answers(site, [line for line in by_site[site] if line.kind == lines.ANSWERED])


def _store_reading(site: Site, found: list[Line]) -> None:
    """Add visits to the pages that stand at the addresses, and to all that stand above them."""
    home = site.root_page
    read = Counter((line.day, home.url_path + path_in_simplified(line.what)[1:]) for line in found)
    pages = {page.url_path: page for page in _pages("url_path", {address for _day, address in read})}
    above = {path for page in pages.values() for path in _above(page.path, home.path)}
    keys = {page.path: page.pk for page in _pages("path", above)}
    own: Counter[tuple[int, int, datetime.date]] = Counter()
    within: Counter[tuple[int, int, datetime.date]] = Counter()
    for (day, address), times in read.items():
        if address not in pages:
            continue
        own[(site.pk, pages[address].pk, day)] += times
        for path in _above(pages[address].path, home.path):
            within[(site.pk, keys[path], day)] += times
    figures = {key: [own[key], times] for key, times in within.items()}
    add(PageVisits, ("site_id", "page_id", "day"), ("own", "within"), figures)


def _pages(field: str, values: set[str]) -> Iterable[Page]:
    wanted = sorted(values)
    for start in range(0, len(wanted), CHUNK):
        part = {f"{field}__in": wanted[start : start + CHUNK]}
        yield from Page.objects.order_by().only("pk", "path", "url_path").filter(**part)


def _above(path: str, home: str) -> list[str]:
    """The tree paths from the home page down to `path`."""
    return [path[:end] for end in range(len(home), len(path) + 1, Page.steplen)]


def _store_searches(site: Site, found: list[Line]) -> None:
    """Add searches and what was opened; of new texts no more than there is room for: strangers can think of
    any number."""
    counts: dict[tuple[datetime.date, str], list[int]] = defaultdict(lambda: [0] * len(_COUNTS))
    # What was searched for takes what room there is.
    for line in sorted(found, key=lambda line: line.kind == lines.OPENED):
        if line.kind == lines.ASKED or 1 <= line.number <= terms().last_place:
            row = counts[(line.day, line.text[: terms().longest])]
            row[:] = map(add_up, row, _counted(line))
    for day in sorted({day for day, _text in counts}):
        kept = SearchedText.objects.filter(site=site, day=day)
        known = set(kept.values_list("text", flat=True))
        texts = [text for each, text in counts if each == day]
        new = [text for text in texts if text not in known][: max(0, terms().new_a_day - len(known))]
        counted = {*known.intersection(texts), *new}
        add(
            SearchedText,
            ("site_id", "text", "day"),
            _COUNTS,
            {(site.pk, text, day): counts[(day, text)] for text in counted},
        )


def _counted(line: Line) -> tuple[int, ...]:
    """What a line adds to each of `_COUNTS`."""
    return (1, int(line.number == 0), 0, 0) if line.kind == lines.ASKED else (0, 0, 1, line.number)


def _store_answers(site: Site, found: list[Line]) -> None:
    given = Counter((line.number, line.day, line.text) for line in found if line.text in terms().answers)
    below = Page.objects.filter(path__startswith=site.root_page.path)
    keys = sorted({key for key, _day, _answer in given})
    parts = (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
    known = {key for part in parts for key in below.filter(pk__in=part).values_list("pk", flat=True)}
    figures = {
        (site.pk, key, day, answer): [times] for (key, day, answer), times in given.items() if key in known
    }
    add(PageAnswer, ("site_id", "page_id", "day", "answer"), ("times",), figures)
