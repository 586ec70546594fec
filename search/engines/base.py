"""What every engine does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from search.models import Text
from search.question import Found, Question
from search.text import words
from search.vocabulary import vocabulary

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
        title = [*_words(text.title), *numbers]
        return cls(text.pk, title, words.parts(text.title), _words(text.summary), _words(text.body))


def _words(text: str) -> list[str]:
    return [*words.kept(text), *vocabulary().names_in(text)]


class Engine(Protocol):
    """Keeps the words of entries in the database, and finds by them."""

    def add(self, texts: Iterable[Text], table: str = TABLE) -> None:
        """Keep the words of new entries. Those of deleted ones are found no more without being told."""

    def find(self, question: Question, count: int) -> Found:
        """What is asked for; the keys of the first `count`."""
