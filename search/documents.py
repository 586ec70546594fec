"""What a room gives to the search of each thing it has published."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """Something that was published.

    Attributes:
        key: names it within its source; at most 60 characters.
        site: key of the site that shows it.
        kind: what it is, one of the kinds of its source.
        body: its text without markup.
        department: name of who answers for it, as readers know it; at most 100 characters.
        subject: what it is about, in the words of a classification; at most 100 characters.
        validity: whether it is in force, in one word; empty for what has no such state.
        numbers: document numbers, index numbers and telephones of its own.
        weight: how much it counts among equals; 1 is a page like any other.
    """

    key: str
    site: int
    kind: str
    title: str
    summary: str = ""
    body: str = ""
    date: datetime.datetime | None = None
    department: str = ""
    subject: str = ""
    validity: str = ""
    numbers: tuple[str, ...] = ()
    weight: float = 1
