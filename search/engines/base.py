"""What every engine does, and what it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from search.models import Entry
from search.text import words


@dataclass(frozen=True)
class Wanted:
    """One of the words that somebody typed, which must all occur.

    Attributes:
        words: what it consists of; all of them in the text.
        parts: or these, all in the title; none when it is no Chinese.
    """

    words: list[str]
    parts: list[str]

    @classmethod
    def of(cls, typed: str) -> Wanted:
        return cls(words.wanted(typed), words.wanted_parts(typed))


@dataclass(frozen=True)
class Found:
    """How many entries there are, and the keys of those asked for, best first."""

    total: int
    keys: list[int]


class Engine(Protocol):
    """Keeps the words of entries, which stand in the database."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep the words of new entries. Those of deleted ones are found no more without being told."""

    def find(self, site: int, wanted: list[Wanted], start: int, stop: int) -> Found:
        """The entries of a site with all that is wanted: those asked for, from `start` to `stop`."""


def look_up(
    hits: str, asked: list[int | str], order: str, by: list[int | str], start: int, stop: int
) -> Found:
    """What a statement finds in the database of the entries.

    Args:
        hits: the statement from FROM on, with values `asked`.
        order: its ORDER BY, with values `by`.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {hits}", asked)
        (total,) = cursor.fetchone()
        cursor.execute(
            f"SELECT search_entry.id {hits} {order} LIMIT %s OFFSET %s", [*asked, *by, stop - start, start]
        )
        return Found(total, [key for (key,) in cursor.fetchall()])


def indexed(entry: Entry) -> tuple[list[str], list[str], list[str], list[str]]:
    """The words of an entry: of its title, parts of its title, of its summary, of its text."""
    return (
        words.kept(entry.title),
        words.parts(entry.title),
        words.kept(entry.summary),
        words.kept(entry.body),
    )
