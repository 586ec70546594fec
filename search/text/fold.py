"""One form of characters: full width as half width, capitals as small, traditional as simplified."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC


def fold(text: str) -> str:
    """`text` in that form; each character keeps its place, so that what is found there can be marked."""
    simplified = _converter().convert(text)
    # A dictionary may know a phrase of another length; places matter more.
    source = simplified if len(simplified) == len(text) else text
    return "".join(map(_one, source))


@cache
def _one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
