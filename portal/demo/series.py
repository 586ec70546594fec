"""Plausible figures: one number per period, the same for the same period whatever `as_of` is."""

from __future__ import annotations

import math

from .rhythm import generator

# Months are counted from year 0; growth counts from here.
ORIGIN = 2024 * 12
_PEAKS = {"winter": 0, "summer": 6}
_SWING = 0.28


def month_number(year: int, month: int) -> int:
    return year * 12 + month - 1


def flow(name: str, row: dict, number: int) -> float:
    """The value of month `number` of a row of a report."""
    years = (number - ORIGIN) / 12
    trend = row["base"] * (1 + row.get("growth", 0) / 100) ** years
    return trend * _season(row, number) * _noise(name, row, number)


def rate(name: str, row: dict, number: int) -> float:
    """A rate in per cent that wanders around its base."""
    spread = abs(row["base"]) * row["noise"] / 100
    return row["base"] + generator(name, row["label"], number).uniform(-spread, spread)


def total(name: str, row: dict, first: int, last: int) -> float:
    return sum(flow(name, row, number) for number in range(first, last + 1))


def _season(row: dict, number: int) -> float:
    if "season" not in row:
        return 1.0
    return 1 + _SWING * math.cos((number % 12 - _PEAKS[row["season"]]) / 12 * 2 * math.pi)


def _noise(name: str, row: dict, number: int) -> float:
    """Months of the same name wander together, so that yearly changes stay small."""
    shared = generator(name, row["label"], number % 12).uniform(-1, 1)
    own = generator(name, row["label"], number).uniform(-1, 1)
    return 1 + row["noise"] / 100 * (0.7 * shared + 0.3 * own)
