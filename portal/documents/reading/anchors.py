"""Gives every heading of a document its anchor: ASCII, unique, and the same at every reading."""

import re
from collections import Counter

_NOT_ALLOWED = re.compile(r"[^a-z0-9-]+")


class Anchors:
    """Hands out anchors for one document. A second document in the same file gets the prefix `part-2-`."""

    def __init__(self) -> None:
        self.part = 1
        self._used: set[str] = set()
        self._counts: Counter[str] = Counter()

    def next_part(self) -> None:
        """Begin another part of the file."""
        self.part += 1

    def give_part(self) -> str:
        """Return the anchor for the title of the part that has begun."""
        return self._unique(f"part-{self.part}")

    def give(self, wanted: str) -> str:
        """Return `wanted`, numbered on when the document has it already."""
        prefix = f"part-{self.part}-" if self.part > 1 else ""
        return self._unique(prefix + _NOT_ALLOWED.sub("-", wanted.lower()).strip("-"))

    def _unique(self, wanted: str) -> str:
        self._counts[wanted] += 1
        anchor = wanted if self._counts[wanted] == 1 else f"{wanted}-{self._counts[wanted]}"
        while anchor in self._used:
            self._counts[wanted] += 1
            anchor = f"{wanted}-{self._counts[wanted]}"
        self._used.add(anchor)
        return anchor
