"""A corpus in Chinese for the search: documents of one kilobyte, whose words are as frequent as words are.

Words are those of the sample municipality and others of the dictionary, found by putting characters together;
a word at place n of the list is drawn as often as 1 / (n + 3) says (Zipf), so that the first stand in most
documents and the last in few.
"""

from __future__ import annotations

import datetime
import itertools
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from search.documents import Document
from search.text import words

DATA = Path(__file__).parents[1] / "portal" / "demo" / "data"
# So many pairs of characters are tried, of which one in some dozens is a word.
TRIED = 600_000
TITLE, SUMMARY, BODY = 8, 20, 150
KINDS = ["article", "column", "institution", "leader", "linkitem", "plainpage", "topic"]
SUBJECTS = [f"主题{number}" for number in range(22)]
DEPARTMENTS = [f"第{number}局" for number in range(40)]


class Corpus:
    """`count` documents on some sites, the same for the same numbers."""

    def __init__(self, count: int, sites: list[int], seed: int = 1) -> None:
        self.count, self.sites, self.seed = count, sites, seed
        self.words = _vocabulary()
        self._sums = list(itertools.accumulate(1 / (place + 3) for place in range(len(self.words))))

    def __iter__(self) -> Iterator[Document]:
        choice = random.Random(self.seed)  # noqa: S311 - no secret
        now = timezone.now()
        for number in range(self.count):
            yield Document(
                key=str(number),
                site=choice.choice(self.sites),
                kind=choice.choice(KINDS),
                title=self._text(choice, TITLE),
                summary=self._text(choice, SUMMARY),
                body=self._text(choice, BODY),
                date=now - datetime.timedelta(days=choice.randrange(20 * 365)),
                department=choice.choice(DEPARTMENTS),
                subject=choice.choice(SUBJECTS),
                validity=choice.choice(["", "", "有效", "废止"]),
            )

    def _text(self, choice: random.Random, length: int) -> str:
        return "".join(choice.choices(self.words, cum_weights=self._sums, k=length))


def _vocabulary() -> list[str]:
    choice = random.Random(0)  # noqa: S311
    found = {
        word
        for file in sorted(DATA.rglob("*.toml"))
        for text in _texts(tomllib.loads(file.read_text(encoding="utf-8")))
        for word in words.wanted(text)
        if len(word) > 1 and word.isalpha() and not word.isascii()
    }
    characters = sorted({character for word in found for character in word})
    pairs = {choice.choice(characters) + choice.choice(characters) for _number in range(TRIED)}
    listed = sorted(found | {pair for pair in pairs if words.wanted(pair) == [pair]})
    choice.shuffle(listed)
    return listed


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(_texts, value))
