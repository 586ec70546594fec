"""Dated lists of words, searched all at once: fifty thousand words cost as much time as five.

An Aho-Corasick automaton reads a text once, whatever the number of words. It is built once per process.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick

from sites.pages.texts import Place

from .registry import newest

DATA = Path(__file__).parents[1] / "data"
LISTS = ("error", "banned", "discouraged", "absolute", "spam")


@dataclass(frozen=True)
class Word:
    """A word of a list.

    Attributes:
        instead: what to write; empty when that depends on the sentence.
        except_in: longer words in which it stands rightly.
        group: its part of the list, where that matters.
    """

    word: str
    instead: str = ""
    except_in: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Found:
    place: Place
    word: Word


class Vocabulary:
    """Lists of words by name."""

    def __init__(self, lists: Mapping[str, Iterable[Word]]) -> None:
        by_text: dict[str, list[tuple[str, Word]]] = {}
        for name, words in lists.items():
            for word in words:
                by_text.setdefault(word.word.lower(), []).append((name, word))
        self._names = list(lists)
        self._automaton = ahocorasick.Automaton()
        for text, meanings in by_text.items():
            self._automaton.add_word(text, (len(text), meanings))
        self._automaton.make_automaton()

    def found_in(self, places: Iterable[Place]) -> dict[str, list[Found]]:
        """Every word in `places`, by list; one entry for each word and place."""
        found: dict[str, list[Found]] = {name: [] for name in self._names}
        if not len(self._automaton):
            return found
        for place in places:
            seen: set[tuple[str, str]] = set()
            text = place.text.lower()
            for end, (length, meanings) in self._automaton.iter(text):
                for name, word in meanings:
                    if (name, word.word) not in seen and not _is_part(text, end + 1 - length, word):
                        seen.add((name, word.word))
                        found[name].append(Found(place, word))
        return found


def _is_part(text: str, start: int, word: Word) -> bool:
    """Whether the word at `start` is part of a longer one in which it is right."""
    return any(
        text.startswith(longer, start - offset)
        for longer in word.except_in
        if (offset := longer.find(word.word.lower())) <= start
    )


@cache
def shipped() -> Vocabulary:
    """The lists in this room's data, each in its newest edition."""
    return Vocabulary({name: read(newest(DATA, f"words-{name}-*.toml")) for name in LISTS})


def read(file: Path) -> list[Word]:
    """The words of a list: `[words]` with what to write instead, `[groups]` with none, `[except_in]`."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    exceptions = data.get("except_in", {})
    grouped = [(word, "", name) for name, words in data.get("groups", {}).items() for word in words]
    plain = [(word, instead, "") for word, instead in data.get("words", {}).items()]
    return [
        Word(word, instead, tuple(exceptions.get(word, ())), group)
        for word, instead, group in plain + grouped
    ]
