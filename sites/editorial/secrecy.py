"""What a secrecy review may conclude, and the grounds on which something is not disclosed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SECRECY_FILE = Path(__file__).parent / "data" / "secrecy-2019.toml"

PUBLIC, AFTER_PROCESSING, NOT_PUBLIC = "public", "after_processing", "not_public"


@dataclass(frozen=True)
class Conclusion:
    """A conclusion: whether the text goes on, and whether a ground must be given."""

    code: str
    name: str
    passes: bool
    needs_ground: bool


@dataclass(frozen=True)
class Ground:
    """Why something is not disclosed, with the article that says so."""

    code: str
    name: str
    article: str


@cache
def _data() -> dict:
    return tomllib.loads(SECRECY_FILE.read_text())


@cache
def conclusions() -> dict[str, Conclusion]:
    return {
        row["code"]: Conclusion(row["code"], row["name"], row["passes"], row.get("needs_ground", False))
        for row in _data()["conclusion"]
    }


@cache
def grounds() -> dict[str, Ground]:
    return {row["code"]: Ground(row["code"], row["name"], row["article"]) for row in _data()["ground"]}
