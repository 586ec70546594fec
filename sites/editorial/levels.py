"""Which steps of review a page needs: from its column's level, as the dated data file has it."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wagtail.models import Page

# The level that follows from what is done, whatever the column: withdrawing what is public.
CORRECTION = "correction"
REVIEW_FILE = Path(__file__).parent / "data" / "review-2026-11.toml"


@dataclass(frozen=True)
class Step:
    """A step of review: its official `name`, the `role` that takes it, how long it may take."""

    code: str
    name: str
    role: str
    due: datetime.timedelta


@dataclass(frozen=True)
class Level:
    """A level of review: the codes of its steps, in order."""

    code: str
    name: str
    steps: tuple[str, ...]
    for_columns: bool

    def after(self, step: str) -> str:
        """The step that follows `step`; empty after the last."""
        later = self.steps[self.steps.index(step) + 1 :] if step in self.steps else ()
        return later[0] if later else ""


@cache
def _data() -> dict:
    return tomllib.loads(REVIEW_FILE.read_text())


@cache
def steps() -> dict[str, Step]:
    """All steps by code, in the order in which they are taken."""
    return {
        row["code"]: Step(
            code=row["code"],
            name=row["name"],
            role=row["role"],
            due=datetime.timedelta(hours=row["due_hours"]),
        )
        for row in _data()["step"]
    }


@cache
def levels() -> dict[str, Level]:
    """All levels by code."""
    return {
        row["code"]: Level(
            code=row["code"],
            name=row["name"],
            steps=tuple(row["steps"]),
            for_columns=row.get("for_columns", True),
        )
        for row in _data()["level"]
    }


def level_choices() -> list[tuple[str, str]]:
    """The levels a column may ask for."""
    return [(level.code, level.name) for level in levels().values() if level.for_columns]


def level_of(page: Page) -> Level:
    """The level of the nearest page that names one, from `page` upwards, as it stands in public."""
    place: Page | None = page.specific
    while place is not None and place.depth > 1:
        if code := place.level_of_review():
            return levels()[code]
        parent = place.get_parent()
        place = parent.specific if parent else None
    return levels()[_data()["default_level"]]
