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
        kind: what it is, in a word that readers know.
        body: its text without markup.
    """

    key: str
    site: int
    kind: str
    title: str
    summary: str = ""
    body: str = ""
    date: datetime.datetime | None = None
