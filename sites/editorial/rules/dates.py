"""Rules about the date shown and about the source of what is reprinted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from .reading import Reading
from .registry import Hit, rule


@rule("dates.back")
def back_dated(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """A page that shows itself older than it is: its first publication, or today before that."""
    shown = reading.page.display_date
    first = reading.page.first_published_at or reading.now
    if shown and first - shown > datetime.timedelta(days=parameters["days"]):
        days = (first - shown).days
        yield Hit("display_date", _day(shown), values={"days": days, "first": _day(first)})


@rule("dates.future")
def future(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    shown = reading.page.display_date
    if shown and shown - reading.now > datetime.timedelta(hours=parameters["hours"]):
        yield Hit("display_date", _day(shown))


@rule("reprint.source")
def reprint_without_source(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    if reading.page.is_reprint and not reading.page.source_name.strip():
        yield Hit("source_name", "-")


def _day(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")
