"""Rules about the date shown and about the source of what is reprinted."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from .reading import Reading
from .registry import Hit, rule

_DATE = re.compile(r"(?<![0-9])(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日")
# Without a year, February may have 29 days.
_LEAP = "2024"


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


@rule("dates.renewed")
def renewed(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """An old page that shows itself as new."""
    shown, first = reading.page.display_date, reading.page.first_published_at
    if shown and first and shown - first > datetime.timedelta(days=parameters["days"]):
        days = (shown - first).days
        yield Hit("display_date", _day(shown), values={"days": days, "first": _day(first)})


@rule("dates.impossible")
def impossible(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    for place, text in reading.narrow:
        for match in _DATE.finditer(text):
            year, month, day = int(match[1] or _LEAP), int(match[2]), int(match[3])
            if not (1 <= month <= 12 and year and 1 <= day <= calendar.monthrange(year, month)[1]):
                yield Hit(place.path, match.group())


@rule("reprint.source")
def reprint_without_source(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    if reading.page.is_reprint and not reading.page.source_name.strip():
        yield Hit("source_name", "-")


def _day(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")
