"""One form of characters: full width as half width, capitals as small, traditional as simplified."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC


# A title is asked for several times.
@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """`text` in that form; each character keeps its place, so that what is found there can be marked."""
    simplified = _converter().convert(text)
    # A dictionary may know a phrase of another length; places matter more.
    source = simplified if len(simplified) == len(text) else text
    return "".join(map(_one, source))


def bare(text: str) -> str:
    """`text` in that form, its letters and digits only: how a title is compared with another."""
    return "".join(filter(str.isalnum, fold(text)))


@cache
def _one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
