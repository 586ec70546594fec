"""Computes the automatic numbers of a Word document, which stand nowhere in its text.

Offices let Word count 第一条, 第二条; without this module such a regulation would lose all its articles.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from .numerals import written

BULLET: Final = "bullet"
_MOST_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """How one level of a list counts: `pattern` is Word's, such as `第%1条` or `%1.%2`."""

    start: int
    number_format: str
    pattern: str
    suffix: str


class AutomaticNumbers:
    """Counts through one document: call `next` once for each numbered paragraph, in order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._met: set[str] = set()
        if numbering is not None:
            self._read(numbering)

    def is_bullet(self, list_id: str, depth: int) -> bool:
        level = self._level(list_id, depth)
        return level is not None and level.number_format == BULLET

    def next(self, list_id: str, depth: int) -> str:
        """Return the number of the next paragraph of this list, with the space after it, or ""."""
        level = self._level(list_id, depth)
        if level is None:
            return ""
        counts = self._counts[self._lists[list_id]]
        self._restart(list_id, counts)
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._text(list_id, level, counts) + level.suffix

    def _restart(self, list_id: str, counts: dict[int, int]) -> None:
        """A list that overrides where it starts begins anew when it is met for the first time."""
        if list_id in self._met:
            return
        self._met.add(list_id)
        for depth in range(_MOST_LEVELS):
            if (list_id, depth) in self._starts:
                counts[depth] = self._starts[list_id, depth] - 1

    def _text(self, list_id: str, level: Level, counts: dict[int, int]) -> str:
        text = level.pattern
        for depth in range(_MOST_LEVELS):
            place = f"%{depth + 1}"
            if place in text:
                other = self._level(list_id, depth)
                number = counts.get(depth, other.start if other else 1)
                text = text.replace(place, _format(number, other.number_format if other else "decimal"))
        return text

    def _level(self, list_id: str, depth: int) -> Level | None:
        return self._levels.get(self._lists.get(list_id, ""), {}).get(depth)

    def _read(self, numbering: etree._Element) -> None:
        for abstract in numbering.iterfind(qn("w:abstractNum")):
            levels = self._levels.setdefault(abstract.get(qn("w:abstractNumId"), ""), {})
            for level in abstract.iterfind(qn("w:lvl")):
                levels[_integer(level.get(qn("w:ilvl")), 0)] = _read_level(level)
        for number in numbering.iterfind(qn("w:num")):
            list_id = number.get(qn("w:numId"), "")
            self._lists[list_id] = _value(number, "w:abstractNumId")
            for override in number.iterfind(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start:
                    self._starts[list_id, _integer(override.get(qn("w:ilvl")), 0)] = _integer(start, 1)


def _read_level(level: etree._Element) -> Level:
    suffix = _value(level, "w:suff") or "tab"
    return Level(
        start=_integer(_value(level, "w:start"), 1),
        number_format=_value(level, "w:numFmt") or "decimal",
        pattern=_value(level, "w:lvlText"),
        suffix="" if suffix == "nothing" else " ",
    )


def _value(element: etree._Element, name: str) -> str:
    child = element.find(qn(name))
    return child.get(qn("w:val"), "") if child is not None else ""


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise


def _letters(number: int) -> str:
    """Return a, b ... z, aa, bb as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 260 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    values = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
              (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    text = ""
    for value, letters in values:
        text += letters * (number // value)
        number %= value
    return text


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(max(number, 0)))


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


def _stem(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[number - 1] if 0 < number <= 10 else str(number)


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": written,
    "chineseCountingThousand": written,
    "japaneseCounting": written,
    "taiwaneseCounting": written,
    "taiwaneseCountingThousand": written,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _stem,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
}


def _format(number: int, number_format: str) -> str:
    return _FORMATS.get(number_format, str)(number)
