"""The roles of a site, read from the dated data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROLES_FILE = Path(__file__).parent / "data" / "roles-2026-11.toml"


@dataclass(frozen=True)
class Role:
    """A role: its official Chinese `name`, its page rights and its media rights in one site."""

    code: str
    name: str
    pages: tuple[str, ...]
    media: tuple[str, ...]
    manages_site: bool = False


@cache
def roles() -> dict[str, Role]:
    """All roles by code, in the order of the file."""
    data = tomllib.loads(ROLES_FILE.read_text())
    return {
        row["code"]: Role(
            code=row["code"],
            name=row["name"],
            pages=tuple(row["pages"]),
            media=tuple(row["media"]),
            manages_site=row.get("manages_site", False),
        )
        for row in data["role"]
    }
