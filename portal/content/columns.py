"""Kinds of column and the columns a site begins with, read from the dated data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sites.registry.models import SiteLanguage

_DATA = Path(__file__).parent / "data"
KINDS_FILE = _DATA / "column-kinds-2019.toml"
STANDARD_COLUMNS_FILE = _DATA / "standard-columns-2026-11.toml"


@dataclass(frozen=True)
class ColumnKind:
    """A kind of column.

    Attributes:
        holds: model names of the page types it may hold.
        interval_days: the longest time without a new item; None where newness is not asked for.
        confirmed: whether the interval stands in a primary text.
        review_level: code of the level of review of what it holds; empty leaves it to the page above.
    """

    code: str
    name: str
    holds: tuple[str, ...]
    interval_days: int | None
    confirmed: bool
    review_level: str


@dataclass(frozen=True)
class StandardColumn:
    """A column that a new site gets, with those below it."""

    slug: str
    title: str
    kind: str
    summary: str = ""
    list_style: str = "dated"
    columns: tuple[StandardColumn, ...] = ()


@cache
def column_kinds() -> dict[str, ColumnKind]:
    """All kinds by code, in the order of the file."""
    return {
        row["code"]: ColumnKind(
            code=row["code"],
            name=row["name"],
            holds=tuple(row["holds"]),
            interval_days=row.get("interval_days"),
            confirmed=row["confirmed"],
            review_level=row.get("review_level", ""),
        )
        for row in tomllib.loads(KINDS_FILE.read_text())["kind"]
    }


@cache
def standard_columns(site_kind: str, language: str = SiteLanguage.CHINESE) -> tuple[StandardColumn, ...]:
    """The columns a new site begins with: those of its kind, or of its language if that is not Chinese."""
    name = site_kind if language == SiteLanguage.CHINESE else language
    return tuple(_column(row) for row in tomllib.loads(STANDARD_COLUMNS_FILE.read_text())[name])


def _column(row: dict) -> StandardColumn:
    return StandardColumn(
        slug=row["slug"],
        title=row["title"],
        kind=row["kind"],
        summary=row.get("summary", ""),
        list_style=row.get("list_style", "dated"),
        columns=tuple(_column(below) for below in row.get("columns", [])),
    )


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in column_kinds().values()]
