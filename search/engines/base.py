"""What every engine does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from search.models import Text
from search.question import Found, Question
from search.text import words

TABLE: Final = "search_words"


@dataclass(frozen=True)
class Indexed:
    """The words of an entry, by the part of it in which they stand."""

    entry: int
    title: list[str]
    parts: list[str]
    summary: list[str]
    body: list[str]

    @classmethod
    def of(cls, text: Text) -> Indexed:
        numbers = [word for number in text.numbers.splitlines() for word in words.kept(number)]
        return cls(
            text.pk,
            [*words.kept(text.title), *numbers],
            words.parts(text.title),
            words.kept(text.summary),
            words.kept(text.body),
        )


class Engine(Protocol):
    """Keeps the words of entries in the database, and finds by them."""

    def add(self, texts: Iterable[Text], table: str = TABLE) -> None:
        """Keep the words of new entries. Those of deleted ones are found no more without being told."""

    def find(self, question: Question, count: int) -> Found:
        """What is asked for; the keys of the first `count`."""
