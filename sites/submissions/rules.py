"""The rule about copies: what its source's site took back does not go out here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sites.editorial.rules.reading import Reading
from sites.editorial.rules.registry import Hit, rule

from .models import Copy, SourceChange


@rule("source.withdrawn")
def source_withdrawn(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    copy = Copy.objects.filter(page_id=reading.page.pk).select_related("submission__source").first()
    if copy is None or copy.submission.source.live:
        return
    last = copy.changes.filter(kind=SourceChange.Kind.WITHDRAWN).first()
    if last is None or last.decision != SourceChange.Decision.JUSTIFIED:
        yield Hit("source_url", copy.submission.title)
