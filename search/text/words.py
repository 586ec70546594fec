"""Words of Chinese and other texts, the same for what is kept and for what is looked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import rjieba

from . import entities
from .fold import fold

# An index is made by one version of what follows; another one makes it anew.
VERSION = 3
DATA = Path(__file__).parent.parent / "data"
_IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_IDEOGRAPHS}]+")
_OTHER = re.compile(rf"[^\W_{_IDEOGRAPHS}]+")


def kept(text: str) -> list[str]:
    """The words of a text that is kept, in their order: a long word, and the words within it.

    Dates and numbers follow, each as one word.
    """
    return within(text) + entities.kept(fold(text))


def wanted(text: str) -> list[str]:
    """The words of what somebody typed: as few and as long as possible."""
    return _with_letters(_jieba().cut(fold(text), False))


def meant(text: str) -> list[str]:
    """The words of what somebody typed, without those of a question that say nothing, if there are others."""
    found = wanted(text)
    return [word for word in found if word not in stop_words()] or found


def within(text: str) -> list[str]:
    """The words of a text, and the words within them; no dates and numbers."""
    return _with_letters(_jieba().cut_for_search(fold(text), False))


def joined(found: list[str]) -> list[str]:
    """Words in their order, neighbours of one character joined: 松湖 is in no dictionary."""
    whole: list[str] = []
    is_open = False
    for word in found:
        is_single = len(word) == 1 and not word.isascii() and word not in stop_words()
        if is_single and is_open:
            whole[-1] += word
        else:
            whole.append(word)
        is_open = is_single
    return whole


def parts(text: str) -> list[str]:
    """Each character of the Chinese in a text, and each two that stand side by side.

    By these any stretch of a title can be found, wherever words begin.
    """
    runs = _HAN.findall(fold(text))
    pairs = [run[place : place + 2] for run in runs for place in range(len(run) - 1)]
    return [*(character for run in runs for character in run), *pairs]


def wanted_parts(text: str) -> list[str]:
    """What of `parts` a text that holds `text` has: its pairs, or its one character."""
    found = []
    for run in _HAN.findall(fold(text)):
        found += [run[place : place + 2] for place in range(len(run) - 1)] or [run]
    return found


def others(text: str) -> list[str]:
    """The words and numbers in a text that are not Chinese."""
    return _OTHER.findall(fold(text))


@cache
def stop_words() -> frozenset[str]:
    """Words of questions that say nothing about what is looked for."""
    return frozenset(_read("stop-2026-11.toml")["words"])


@cache
def weak_words() -> frozenset[str]:
    """Words of questions that say little beside others."""
    return frozenset(_read("stop-2026-11.toml")["weak"])


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Of each word that has any, the others that mean the same."""
    others: dict[str, tuple[str, ...]] = {}
    for same in _read("synonyms-2026-11.toml")["sets"]:
        folded = [fold(word) for word in same]
        for word in folded:
            others[word] = (*others.get(word, ()), *(other for other in folded if other != word))
    return others


def _with_letters(found: list[str]) -> list[str]:
    """Without punctuation and spaces. Written for speed: nearly all of `found` are words."""
    return [word for word in found if word.isalnum() or (len(word) > 1 and any(map(str.isalnum, word)))]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def _jieba() -> rjieba.Jieba:
    jieba = rjieba.Jieba()
    for word in (*_read("terms-2026-11.toml")["words"], *synonyms()):
        jieba.add_word(fold(word), None, None)
    return jieba
