"""The words of the installation itself: its synonyms, and names that are one word each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .models import Synonym
from .text import words
from .text.fold import fold

# Seconds for which a process remembers them: a search does not ask, and a change is not waited for long.
REMEMBERED = 60
_lock = threading.Lock()
_known: tuple[float, Vocabulary] | None = None
_bring: list[Callable[[], Iterable[str]]] = []


@dataclass(frozen=True)
class Vocabulary:
    """What no dictionary knows.

    Attributes:
        synonyms: of each word that has any, the others that mean the same.
        names: of departments and places, the longest first. Cut into words they would lie in pieces, other
            pieces in each sentence.
    """

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def names_in(self, text: str) -> list[str]:
        folded = fold(text)
        return [name for name in self.names if name in folded]


def brings_names(function: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Let `function` say which names there are."""
    _bring.append(function)
    return function


def vocabulary() -> Vocabulary:
    """As it is now, or was a minute ago."""
    global _known
    with _lock:
        if _known is None or time.monotonic() - _known[0] > REMEMBERED:
            _known = (time.monotonic(), Vocabulary(_synonyms(), _names()))
        return _known[1]


def forget(**_of_signal: object) -> None:
    """Read it again before the next search of this process (receives the signals of models)."""
    global _known
    with _lock:
        _known = None


def _synonyms() -> dict[str, tuple[str, ...]]:
    others: dict[str, tuple[str, ...]] = {}
    for text in Synonym.objects.order_by("pk").values_list("words", flat=True):
        same = list(dict.fromkeys(fold(" ".join(line.split())) for line in text.splitlines() if line.strip()))
        for word in same:
            known = others.get(word, ())
            others[word] = (*known, *(each for each in same if each != word and each not in known))
    return others


def _names() -> tuple[str, ...]:
    names = {fold(name) for bring in _bring for name in bring()}
    # A word of the dictionary is one word anyway.
    unknown = [name for name in names if len(words.wanted(name)) > 1]
    return tuple(sorted(unknown, key=lambda name: (-len(name), name)))
