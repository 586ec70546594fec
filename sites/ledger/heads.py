"""The head of the ledger at the end of each day, in a public file that others can keep a copy of."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings

from . import chain
from .models import Entry, Head


def file() -> Path:
    return Path(settings.DATA_DIR) / "public" / "ledger-heads.txt"


def published() -> dict[int, str]:
    """Digests by number that were made public."""
    path = file()
    return chain.read_heads(path.read_text(encoding="utf-8")) if path.exists() else {}


def publish_head(day: datetime.date) -> bool:
    """Append the present head for `day`, unless that day has one or nothing was recorded since the last.

    Returns:
        Whether a line was written.
    """
    head, known = Head.objects.get(), published()
    if not head.number or head.number <= max(known, default=0):
        return False
    # The entry itself, not the head row beside it, is what others shall be able to check.
    digest = Entry.objects.get(pk=head.number).digest
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as public:
        public.write(chain.head_line(day.isoformat(), head.number, digest))
    return True
