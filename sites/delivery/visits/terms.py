"""What is counted and for how long it is kept, read from the dated data file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "visits-2026-11.toml"


@dataclass(frozen=True)
class Answer:
    """What a reader may answer: its official Chinese `name`; reasons are answers that are not useful."""

    code: str
    name: str
    is_useful: bool = False


@dataclass(frozen=True)
class Terms:
    """The figures of the file, by its tables; lengths in characters, times in days."""

    robots: re.Pattern[str]
    kept_days: int
    most_read_days: int
    shown_from: int
    rare_kept_days: int
    longest: int
    new_a_day: int
    last_place: int
    opened_in_ten_minutes: int
    personal: re.Pattern[str]
    in_ten_minutes: int
    of_a_page_in_a_day: int
    answers: dict[str, Answer]


@cache
def terms() -> Terms:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    reading, searches, answers = data["reading"], data["searches"], data["answers"]
    return Terms(
        robots=re.compile(reading["robots"], re.IGNORECASE),
        kept_days=reading["kept_days"],
        most_read_days=reading["most_read_days"],
        shown_from=searches["shown_from"],
        rare_kept_days=searches["rare_kept_days"],
        longest=searches["longest"],
        new_a_day=searches["new_a_day"],
        last_place=searches["last_place"],
        opened_in_ten_minutes=searches["opened_in_ten_minutes"],
        personal=re.compile("|".join(searches["personal"])),
        in_ten_minutes=answers["in_ten_minutes"],
        of_a_page_in_a_day=answers["of_a_page_in_a_day"],
        answers={row["code"]: Answer(**row) for row in answers["answer"]},
    )
