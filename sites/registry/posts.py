"""The posts of the three administrators (三员), read from the dated data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .office_views import OfficeView, read_groups

POSTS_FILE = Path(__file__).parent / "data" / "administrators-2026-11.toml"


@dataclass(frozen=True)
class Post:
    """A post: its official Chinese `name`, what its holder does, his permissions and his office views."""

    code: str
    name: str
    duty: str
    permissions: frozenset[str]
    views: dict[str, OfficeView]


@cache
def posts() -> dict[str, Post]:
    """The posts by code, in the order of the file."""
    data = tomllib.loads(POSTS_FILE.read_text(encoding="utf-8"))
    return {
        row["code"]: Post(
            code=row["code"],
            name=row["name"],
            duty=row["duty"],
            permissions=frozenset(row["permissions"]),
            views=read_groups(row["group"]),
        )
        for row in data["administrator"]
    }


def post_of(user: object) -> Post | None:
    """The post that `user` holds; asked of the database once for each instance of a user."""
    administrator = getattr(user, "administrator", None)
    return posts().get(administrator.post) if administrator else None
