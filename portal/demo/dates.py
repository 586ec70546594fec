"""Dates of the content, moved so that the sample city is always fresh.

The data files are written as seen from `REFERENCE`. Seasons stay where they are: a page keeps its day and
month and takes the latest year that lies before `as_of` (or the one before, for pages of the older of the
two years).
"""

from __future__ import annotations

import datetime
import hashlib
import re

REFERENCE = datetime.date(2026, 11, 21)
YEARS = 2

_YEAR = re.compile(r"\{y([+-]\d)?\}")
_DAY = re.compile(r"\{(date|md)(?:\+(\d+))?\}")
OFFICE_MINUTES = (8 * 60 + 35, 17 * 60 + 40)


def rolled(written: datetime.date, as_of: datetime.date) -> datetime.date:
    """The day of a page written for `written`, as seen from `as_of`."""
    age = _years_before(written, REFERENCE)
    year = as_of.year
    while _in_year(written, year) > as_of:
        year -= 1
    return _in_year(written, year - age)


def _years_before(day: datetime.date, reference: datetime.date) -> int:
    """Whole years from `day` to `reference`."""
    years = reference.year - day.year
    return years - (_in_year(day, reference.year) > reference)


def _in_year(day: datetime.date, year: int) -> datetime.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if is_leap_day else day.day)


def at_office_hour(day: datetime.date, key: str, as_of: datetime.datetime) -> datetime.datetime:
    """A moment of the working day that depends only on `key`, never after `as_of`."""
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
    first, last = OFFICE_MINUTES
    moment = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(
        minutes=first + digest % (last - first)
    )
    return moment if moment <= as_of else as_of - datetime.timedelta(minutes=5 + digest % 50)


def before_weekend(day: datetime.date) -> datetime.date:
    """The Friday before, for a Saturday or Sunday: offices publish on working days."""
    return day - datetime.timedelta(days=max(0, day.weekday() - 4))


def with_dates(text: str, day: datetime.date) -> str:
    """Fill `{y}`, `{y-1}`, `{y+1}` with the year of a page and its neighbours, `{date+7}` with a later day.

    `{date}` is written with its year, `{md}` without.
    """

    def as_day(match: re.Match[str]) -> str:
        later = day + datetime.timedelta(days=int(match.group(2) or 0))
        month_and_day = f"{later.month}月{later.day}日"
        return month_and_day if match.group(1) == "md" else f"{later.year}年{month_and_day}"

    text = _YEAR.sub(lambda match: str(day.year + int(match.group(1) or 0)), text)
    return _DAY.sub(as_day, text)
