"""Rules about words: errors, banned and discouraged terms, promises of advertising, spam."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .reading import Reading
from .registry import Hit, rule


def _of_list(name: str) -> Callable[[Reading, dict[str, Any]], Iterator[Hit]]:
    def look(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
        for found in reading.words[name]:
            yield Hit(found.place.path, found.word.word, suggestion=found.word.instead)

    return look


for _name in ("error", "banned", "discouraged", "absolute"):
    rule(f"words.{_name}")(_of_list(_name))


@rule("words.spam")
def spam(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """Several different words of one trade: one may be news, several are an advertisement."""
    groups: dict[str, dict[str, str]] = {}
    for found in reading.words["spam"]:
        groups.setdefault(found.word.group, {}).setdefault(found.word.word, found.place.path)
    for words in groups.values():
        if len(words) >= parameters["least_words"]:
            yield Hit(next(iter(words.values())), "、".join(sorted(words)))


@rule("words.unfinished")
def unfinished(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    patterns = [re.compile(pattern) for pattern in parameters["patterns"]]
    for place in reading.prose:
        for pattern in patterns:
            for match in pattern.finditer(place.text):
                yield Hit(place.path, match.group())
