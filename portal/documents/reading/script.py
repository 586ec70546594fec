"""Tells text in traditional characters from text in simplified ones.

The two national character sets say which is which, so no table is needed: GB 2312 was made for simplified
text and Big5 for traditional text. A character that only one of them has is evidence.
"""

from collections import Counter
from functools import lru_cache

TRADITIONAL = "traditional"
SIMPLIFIED = ""
# Below this share of the rarer script a foreign character is a name, not a second language.
_MIXED_FROM = 0.1


@lru_cache(maxsize=8192)
def evidence(char: str) -> str:
    """Return "traditional", "simplified", or "" for a character that both scripts or neither use."""
    in_traditional, in_simplified = _fits(char, "big5"), _fits(char, "gb2312")
    if in_traditional == in_simplified:
        return ""
    return "traditional" if in_traditional else "simplified"


def variant_of(text: str) -> tuple[str, bool]:
    """Return the language variant ("traditional" or "") and whether the text mixes both scripts."""
    counts = Counter(evidence(char) for char in text if "\u4e00" <= char <= "\u9fff")
    traditional, simplified = counts["traditional"], counts["simplified"]
    told = traditional + simplified
    if not told:
        return SIMPLIFIED, False
    mixed = min(traditional, simplified) / told >= _MIXED_FROM
    return (TRADITIONAL if traditional > simplified else SIMPLIFIED), mixed


def _fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
