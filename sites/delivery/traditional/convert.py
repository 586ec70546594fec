"""Simplified to traditional Chinese and back, phrase by phrase."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from opencc import OpenCC

# Readers outside the mainland know these forms; words stay those of the mainland's law.
TO_TRADITIONAL, TO_SIMPLIFIED = "s2hk", "hk2s"
TERMS = Path(__file__).with_name("terms.toml")


def to_traditional(text: str) -> str:
    """`text` with traditional characters; each keeps its place, so nothing else changes."""
    found = _converter(TO_TRADITIONAL).convert(text)
    for wrong, right in _corrections():
        found = found.replace(wrong, right)
    return found


def to_simplified(text: str) -> str:
    """What somebody typed in traditional characters, as it is written in the pages."""
    return _converter(TO_SIMPLIFIED).convert(text)


@cache
def _converter(configuration: str) -> OpenCC:
    return OpenCC(configuration)


@cache
def _corrections() -> list[tuple[str, str]]:
    """What the dictionaries make of each term of the list, and what is right."""
    terms = tomllib.loads(TERMS.read_text(encoding="utf-8"))["term"]
    convert = _converter(TO_TRADITIONAL).convert
    return [(convert(term["simplified"]), term["traditional"]) for term in terms]
