"""From what somebody typed to what is shown of what was found."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from wagtail.models import Site

from .engines.base import Wanted
from .entries import engine
from .highlight import Piece, excerpt, marked
from .models import Entry
from .sources import sources
from .text.typed import words


@dataclass(frozen=True)
class Hit:
    """One result. Title and summary are in pieces, of which some are what was looked for."""

    title: list[Piece]
    url: str
    summary: list[Piece]
    date: datetime.datetime | None
    kind: str


@dataclass(frozen=True)
class Results:
    """What was looked for, how much of it there is, and the results asked for, best first."""

    words: list[str]
    total: int
    hits: list[Hit]


def find(site: Site, query: str, start: int, stop: int) -> Results:
    """What a site has published with all words of a query; the results from `start` to `stop`."""
    typed = words(query)
    # A word that is only punctuation says nothing.
    wanted = [each for each in map(Wanted.of, typed) if each.words or each.parts]
    if not wanted:
        return Results(typed, 0, [])
    found = engine().find(site.pk, wanted, start, stop)
    rows = Entry.objects.in_bulk(found.keys)
    marks = [*typed, *(word for each in wanted for word in each.words)]
    return Results(typed, found.total, _shown(site, [rows[key] for key in found.keys if key in rows], marks))


def _shown(site: Site, entries: list[Entry], marks: list[str]) -> list[Hit]:
    """Only what is public now: whoever withdraws something does not wait for the index."""
    keys = defaultdict(list)
    for entry in entries:
        keys[entry.source].append(entry.key)
    known = sources()
    addresses = {name: known[name].addresses(found, site) for name, found in keys.items() if name in known}
    return [
        Hit(
            title=marked(entry.title, marks),
            url=url,
            summary=excerpt(entry.summary, entry.body, marks),
            date=entry.date,
            kind=entry.kind,
        )
        for entry in entries
        if (url := addresses.get(entry.source, {}).get(entry.key))
    ]
