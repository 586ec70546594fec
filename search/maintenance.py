"""Compares the entries with what is published, and puts right what differs; the office's search with them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import entries
from .models import Entry
from .office import maintenance as office
from .sources import Source, sources
from .text import words

logger = logging.getLogger(__name__)
CHUNK = 200
# Called with the name of the source, how many of its things are done, and how many there are.
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class State:
    """Of one source: keys of what is published, missing, kept though public no more, of other words."""

    published: list[str]
    missing: list[str]
    left_over: list[str]
    outdated: list[str]

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.left_over or self.outdated)


def state(source: Source) -> State:
    kept = dict(Entry.objects.filter(source=source.name).values_list("key", "version"))
    published = list(source.keys())
    return State(
        published,
        missing=[key for key in published if key not in kept],
        left_over=sorted(kept.keys() - set(published)),
        outdated=[key for key in published if kept.get(key, words.VERSION) != words.VERSION],
    )


def repair() -> None:
    """Put in what is missing or was made with other words, take out what is left over."""
    for source in sources().values():
        found = state(source)
        if not found.is_right:
            logger.warning(
                "Search, %s: %s missing, %s left over, %s outdated.",
                source.name, len(found.missing), len(found.left_over), len(found.outdated),
            )  # fmt: skip
        entries.remove(source.name, found.left_over)
        _put(source, [*found.missing, *found.outdated], lambda *_done: None)
    made = office.repair()
    if made:
        logger.warning("Search of the office: %s entries were missing or outdated.", made)


def rebuild(progress: Progress) -> None:
    """Make every entry anew. What is published meanwhile is found all the time."""
    for source in sources().values():
        found = state(source)
        entries.remove(source.name, found.left_over)
        _put(source, found.published, progress)
    office.rebuild(progress)


def _put(source: Source, keys: Sequence[str], progress: Progress) -> None:
    for start in range(0, len(keys), CHUNK):
        entries.put(source.name, source.documents(keys[start : start + CHUNK]))
        progress(source.name, min(start + CHUNK, len(keys)), len(keys))
