"""Dates and numbers in a text, each as one word, however it is written.

`2024年3月5日`, `2024-3-5` and `二〇二四年三月五日` are one day; `余府办发〔2009〕6号` is one number in
brackets of any form; `0795-3012345` and `0795 3012345` are one telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chinese_numbers import digits, number

_CHINESE = "〇零一二三四五六七八九十"
_DATE = re.compile(
    rf"(?<![\d{_CHINESE}])([12]\d{{3}}|[一二][〇零一二三四五六七八九]{{3}})(?:年|[-/.])"
    rf"(\d{{1,2}}|[{_CHINESE}]{{1,3}})(?:(?:月|[-/.])(\d{{1,2}}|[{_CHINESE}]{{1,3}})(?:日|号|(?!\d))|月|(?![-/.\d]))"
)
# Year and number; what stands before them is looked for backwards.
_DOCUMENT = re.compile(r"(?:[\[〔(【{<]([12]\d{3})[\]〕)】}>]|(?<!\d)([12]\d{3})[-年])第?(\d{1,5})号?")
_PREFIX = re.compile(r"[\u4e00-\u9fff]{1,20}$")
# Letters and digits in groups: telephones, index numbers, codes.
_JOINED = re.compile(
    r"(?<![0-9a-z])(?:\(?0\d{2,3}[) ]-?\d{7,8}"
    # A standard: GB 3838—2002.
    r"|[a-z]{2,4}[ /]?\d+[-\u2013\u2014]\d+"
    r"|[0-9a-z]+(?:[-/._][0-9a-z]+)+)(?![0-9a-z])"
)
_LONGEST_PREFIX, _SHORTEST_NUMBER = 8, 7


def kept(folded: str) -> list[str]:
    """The words for the dates and numbers of a text that is kept."""
    if not any(map(str.isdigit, folded)) and "年" not in folded:
        return []
    return [word for _written, words in _found(folded) for word in words]


def wanted(folded: str) -> list[tuple[str, str]]:
    """Of what somebody typed: how each date or number is written there, and its word."""
    return [(written, words[0]) for written, words in _found(folded)]


def _found(folded: str) -> Iterator[tuple[str, list[str]]]:
    """Each with its words, the most exact first."""
    for date in _DATE.finditer(folded):
        words = _date(*date.groups())
        if words:
            yield date.group(), words
    for document in _DOCUMENT.finditer(folded):
        bracketed, plain, place = document.groups()
        prefix = _PREFIX.search(folded[max(0, document.start() - 20) : document.start()])
        if prefix is not None:
            # Where a number begins in a sentence nobody can tell: each beginning is one.
            longest = prefix.group()[-_LONGEST_PREFIX:]
            beginnings = [longest[start:] for start in range(len(longest))]
            words = [f"{each}{bracketed or plain}n{int(place)}" for each in beginnings]
            yield prefix.group() + document.group(), words
    for joined in _JOINED.finditer(folded):
        word = "".join(filter(str.isalnum, joined.group()))
        if len(word) >= _SHORTEST_NUMBER and any(map(str.isdigit, word)) and not _DATE.match(joined.group()):
            yield joined.group(), [word]


def _date(year: str, month: str, day: str | None) -> list[str]:
    of_month = number(month)
    of_day = number(day) if day else 1
    if not (1 <= of_month <= 12 and 1 <= of_day <= 31):
        return []
    whole = f"d{digits(year)}{of_month:02}"
    return [f"{whole}{of_day:02}", whole] if day else [whole]
