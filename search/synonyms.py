"""The synonyms of the installation, as a question wants them."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from .models import Synonym
from .text.fold import fold

# Seconds for which a process remembers them: a search does not ask, and a change is not waited for long.
REMEMBERED = 60
_lock = threading.Lock()
_known: tuple[float, Mapping[str, tuple[str, ...]]] | None = None


def more() -> Mapping[str, tuple[str, ...]]:
    """Of each word that has any, the others that mean the same."""
    global _known
    with _lock:
        if _known is None or time.monotonic() - _known[0] > REMEMBERED:
            _known = (time.monotonic(), _read())
        return _known[1]


def forget(**_of_signal: object) -> None:
    """Read them again before the next search of this process (receives the signals of the model)."""
    global _known
    with _lock:
        _known = None


def _read() -> dict[str, tuple[str, ...]]:
    others: dict[str, tuple[str, ...]] = {}
    for text in Synonym.objects.order_by("pk").values_list("words", flat=True):
        same = list(dict.fromkeys(fold(" ".join(line.split())) for line in text.splitlines() if line.strip()))
        for word in same:
            known = others.get(word, ())
            others[word] = (*known, *(each for each in same if each != word and each not in known))
    return others
