"""From what somebody typed to the words that are looked for."""

from __future__ import annotations

import unicodedata

MAX_LENGTH = 100
MAX_WORDS = 8


def words(query: str) -> list[str]:
    """Return the words of `query`: full-width forms folded, spaces of any kind as separators.

    At most `MAX_LENGTH` characters and `MAX_WORDS` words are looked at.
    """
    folded = unicodedata.normalize("NFKC", query.replace("\x00", ""))[:MAX_LENGTH]
    return folded.split()[:MAX_WORDS]
