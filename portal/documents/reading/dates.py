"""Dates as official documents write them."""

import re
from datetime import date

from .numerals import number_of

_YEAR = r"[0-9０-９]{4}|[零〇○◯ＯO一二三四五六七八九]{4}"
_PART = r"[0-9０-９]{1,2}|[元正一二三四五六七八九十廿卅]{1,4}"
_MARK = r"\s*"
# 2001年5月12日, 二○○五年十一月一日, 2025年 3 月 1 日
WRITTEN_DATE = rf"(?:{_YEAR}){_MARK}年{_MARK}(?:{_PART}){_MARK}月{_MARK}(?:{_PART}){_MARK}[日号]"
_WRITTEN = re.compile(rf"({_YEAR}){_MARK}年{_MARK}({_PART}){_MARK}月{_MARK}({_PART}){_MARK}[日号]")
_SHORT = re.compile(r"(?<![0-9])([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")


def first_date(text: str, *, short_form: bool = False) -> date | None:
    """Return the first possible date in `text`; with `short_form` also 2025-03-01."""
    for pattern in (_WRITTEN, _SHORT) if short_form else (_WRITTEN,):
        for match in pattern.finditer(text):
            found = _date(*match.groups())
            if found:
                return found
    return None


def is_only_a_date(text: str) -> bool:
    return bool(_WRITTEN.fullmatch(text.strip()))


def _date(year: str, month: str, day: str) -> date | None:
    numbers = [number_of(part.replace("O", "〇")) for part in (year, month, day)]
    if None in numbers:
        return None
    try:
        return date(*numbers)  # type: ignore[arg-type]  # None was excluded above
    except ValueError:
        return None
