"""Words of Chinese and other texts, the same for what is kept and for what is looked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import rjieba

from .fold import fold

# An index is made by one version of what follows; another one makes it anew.
VERSION = 1
TERMS = Path(__file__).parent.parent / "data" / "terms-2026-11.toml"
# Not "_": for some engines it is no part of any word.
_WORD = re.compile(r"[^\W_]")
_IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_IDEOGRAPHS}]+")
_OTHER = re.compile(rf"[^\W_{_IDEOGRAPHS}]+")


def kept(text: str) -> list[str]:
    """The words of a text that is kept, in their order: a long word, and the words within it."""
    return [word for word in _jieba().cut_for_search(fold(text), False) if _WORD.search(word)]


def wanted(text: str) -> list[str]:
    """The words of what somebody typed: as few and as long as possible."""
    return [word for word in _jieba().cut(fold(text), False) if _WORD.search(word)]


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
def _jieba() -> rjieba.Jieba:
    jieba = rjieba.Jieba()
    for word in tomllib.loads(TERMS.read_text(encoding="utf-8"))["words"]:
        jieba.add_word(fold(word), None, None)
    return jieba
