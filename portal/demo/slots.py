"""Fills the slots of sentence plans: places, numbers, seasons.

A slot keeps its value within one text: `{社区}` is the same community wherever it stands, with the street and
district it belongs to; `{社区2}` is another. `{n:12-40}` is a whole number, `{p:1.2-3.9}` one with a decimal.
"""

from __future__ import annotations

import datetime
import random
import re
from functools import cache

from .files import read

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"([np]):([\d.]+)-([\d.]+)")
_PLACE = {"社区": 0, "街道": 1}
_VILLAGE = {"村": 0, "乡镇": 1}
SEASONS = ("冬季", "春季", "夏季", "秋季")


@cache
def _places() -> dict:
    return read("placenames.toml")


def season(day: datetime.date) -> str:
    return SEASONS[day.month % 12 // 3]


class Slots:
    """The values of the slots of one text."""

    def __init__(self, rng: random.Random, day: datetime.date, choices: dict[str, list[str]] | None = None):
        self._rng = rng
        self._choices = choices or {}
        last_month = day.replace(day=1) - datetime.timedelta(days=1)
        self._values: dict[str, str] = {
            "m": str(day.month),
            "d": str(day.day),
            "y": str(day.year),
            "y+1": str(day.year + 1),
            "y-1": str(day.year - 1),
            "季": season(day),
            "上月": f"{last_month.month}月",
        }

    def set(self, name: str, value: object) -> None:
        self._values[name] = str(value)

    def fill(self, text: str) -> str:
        """Fill every slot of `text`.

        Raises:
            KeyError: a slot has no list of values.
        """
        while _SLOT.search(text):
            text = _SLOT.sub(lambda match: self._value(match.group(1)), text)
        return text

    def _value(self, name: str) -> str:
        if name not in self._values:
            self._values[name] = self._draw(name)
        return self._values[name]

    def _draw(self, name: str) -> str:
        if match := _RANGE.fullmatch(name):
            kind, low, high = match.groups()
            if kind == "n":
                return str(self._rng.randint(int(low), int(high)))
            return f"{self._rng.uniform(float(low), float(high)):.1f}"
        base = name.rstrip("23")
        if base in self._choices:
            return self._rng.choice(self._choices[base])
        for columns, table in ((_PLACE, "places"), (_VILLAGE, "villages")):
            if base in columns:
                self._draw_row(name, base, columns, table)
                return self._values[name]
        return self._another(name, base)

    def _draw_row(self, name: str, base: str, columns: dict[str, int], table: str) -> None:
        """Choose one row for all slots of the table with the same number."""
        number = name[len(base) :]
        taken = {self._values.get(column) for column in columns}
        rows = [row for row in _places()[table] if not taken & set(row)]
        row = self._rng.choice(rows)
        for column, index in columns.items():
            self._values.setdefault(column + number, row[index])

    def _another(self, name: str, base: str) -> str:
        values = [value for value in _places()["names"][base] if value != self._values.get(base)]
        return self._rng.choice(values)
