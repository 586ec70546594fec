"""Recognises the marks of a regulation in one line: 第一章 总则, 第二节, 第三十一条(目的), 附件1.

A line only *looks* like a mark here; whether it is one is decided in its surroundings by `structure`.
"""

import re
from dataclasses import dataclass
from typing import Final

from .numerals import NUMERAL, number_of
from .punctuation import (
    CLOSE,
    CLOSING,
    COLON,
    COLONS,
    COMMAS,
    OPEN,
    OPENING,
    SEMICOLONS,
    SENTENCE_MARKS,
    none_of,
    one_of,
)

CHAPTER: Final = "chapter"
SECTION: Final = "section"
ARTICLE: Final = "article"
APPENDIX: Final = "appendix"
ITEM: Final = "item"

_UNITS: Final = {"编": "division", "編": "division", "章": CHAPTER, "节": SECTION, "節": SECTION}
_DIVISION = re.compile(rf"第\s*({NUMERAL})\s*([编編章节節])(\s*)(.*)")
_ARTICLE = re.compile(rf"第\s*({NUMERAL})\s*([条條])(?:\s*之\s*({NUMERAL})(?=\s|$|{OPEN}))?")
_APPENDIX = re.compile(rf"附\s*([件录錄表])\s*({NUMERAL})?\s*{COLON}?")
_ITEM = re.compile(rf"({NUMERAL})、\s*(\S.*)")
_TITLE_IN_BRACKETS = re.compile(rf"\s*{OPEN}\s*({none_of(OPENING + CLOSING)}{{1,40}}?)\s*{CLOSE}\s*")
_ENUMERATION = re.compile(rf"{NUMERAL}|[a-zA-Z]|[ivxIVX]+")
# What follows a number that is only cited: 第三条规定的, 第四十四条和第四十五条, 第二章所列.
_STOP = one_of("、。" + COMMAS + SEMICOLONS)
_CITED = re.compile(
    rf"第|之?规定|之?規定|所[称稱列述指]|[和與与及或至到](?=第)|{_STOP}|[的中内內款项項以]|修改为|修改為"
)
_CITED_AFTER_A_SPACE = re.compile(rf"{_STOP}|的|之?规定的|之?規定的|所[称稱列述指]的?|[和與与及或至到](?=第)")
MAX_TITLE: Final = 40


@dataclass(frozen=True)
class Mark:
    """What a line looks like. `rest_at` is where, in the line's text, the text after the mark begins."""

    kind: str
    label: str
    number: int = 0
    sub_number: int = 0
    title: str = ""
    rest_at: int = 0
    spaced: bool = True
    bracketed: bool = False

    @property
    def text(self) -> str:
        return f"{self.label} {self.title}".strip()


def mark_of(text: str) -> Mark | None:
    """Return what `text` (a stripped line) looks like, or None for running text."""
    return _article(text) or _division(text) or _appendix(text)


def item_of(text: str) -> Mark | None:
    """Return the mark of a short heading such as 一、工作目标, which notices use instead of articles."""
    match = _ITEM.fullmatch(text)
    if not match or not is_short_title(text) or match.group(1).isascii():
        return None
    number = number_of(match.group(1))
    return Mark(ITEM, text, number or 0, rest_at=len(text)) if number else None


def is_short_title(text: str) -> bool:
    return 0 < len(text) <= MAX_TITLE and not text.endswith(SENTENCE_MARKS) and "。" not in text


def close_up(title: str) -> str:
    """Return 总则 for 总 则: single characters that were spaced for looks are joined."""
    parts = title.split()
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return " ".join(parts)


def _article(text: str) -> Mark | None:
    match = _ARTICLE.match(text)
    number = number_of(match.group(1)) if match else None
    if not match or number is None:
        return None
    rest, spaced = text[match.end() :], not text[match.end() :].strip() or text[match.end()].isspace()
    if (_CITED_AFTER_A_SPACE if spaced else _CITED).match(rest.lstrip()):
        return None
    sub = number_of(match.group(3)) or 0 if match.group(3) else 0
    label = "".join(match.group().split())
    bracket = _TITLE_IN_BRACKETS.match(rest)
    if bracket and not _ENUMERATION.fullmatch(bracket.group(1)):
        return Mark(
            ARTICLE,
            label,
            number,
            sub,
            close_up(bracket.group(1)),
            match.end() + bracket.end(),
            bracketed=True,
        )
    start = match.end() + len(rest) - len(rest.lstrip())
    return Mark(ARTICLE, label, number, sub, "", start, spaced=spaced)


def _division(text: str) -> Mark | None:
    match = _DIVISION.fullmatch(text)
    number = number_of(match.group(1)) if match else None
    if not match or number is None:
        return None
    _numeral, unit, space, title = match.groups()
    if title and (not is_short_title(title) or (not space and _CITED.match(title))):
        return None
    label = "".join(text[: match.end(2)].split())
    return Mark(_UNITS[unit], label, number, title=close_up(title), rest_at=len(text), spaced=bool(space))


def _appendix(text: str) -> Mark | None:
    match = _APPENDIX.fullmatch(text)
    if not match:
        return None
    number = number_of(match.group(2)) if match.group(2) else 0
    label = "".join(text.split()).rstrip(COLONS)
    return Mark(APPENDIX, label, number or 0, rest_at=len(text))
