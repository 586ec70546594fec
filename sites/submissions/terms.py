"""How a page is adopted, who decides, how long it may take, what it counts: from the dated data file."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

TERMS_FILE = Path(__file__).parent / "data" / "submissions-2026-11.toml"

MIRROR, ADAPTATION, SNAPSHOT = "mirror", "adaptation", "snapshot"


@dataclass(frozen=True)
class Way:
    """A way of adopting: its official `name`, what it means, whether the copy is handed in as it is."""

    code: str
    name: str
    says: str
    is_ready: bool


@dataclass(frozen=True)
class Points:
    """What counts how much for a unit."""

    by_way: dict[str, Decimal]
    withdrawn_for_error: Decimal
    week_cap: Decimal
    repeats_from: float
    repeats_within: datetime.timedelta


@cache
def _data() -> dict:
    return tomllib.loads(TERMS_FILE.read_text(encoding="utf-8"))


def edition() -> str:
    return str(_data()["edition"])


@cache
def ways() -> dict[str, Way]:
    return {row["code"]: Way(**row) for row in _data()["way"]}


def way_choices() -> list[tuple[str, str]]:
    return [(way.code, way.name) for way in ways().values()]


def receiver_roles() -> list[str]:
    """Codes of the roles that decide on what is offered to their site."""
    return list(_data()["receiver_roles"])


def answer_within() -> datetime.timedelta:
    return datetime.timedelta(days=_data()["answer_within_days"])


def least_time_to_justify() -> datetime.timedelta:
    return datetime.timedelta(hours=_data()["least_hours_to_justify"])


@cache
def points() -> Points:
    data = _data()["points"]
    return Points(
        by_way={way: Decimal(str(data[way])) for way in (MIRROR, ADAPTATION, SNAPSHOT)},
        withdrawn_for_error=Decimal(str(data["withdrawn_for_error"])),
        week_cap=Decimal(str(data["week_cap"])),
        repeats_from=data["repeats_from"],
        repeats_within=datetime.timedelta(days=data["repeats_within_days"]),
    )
