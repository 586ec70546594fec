"""The data files of the sample municipality."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict:
    """Return a data file; it is read once and must not be changed."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def names(folder: str) -> list[str]:
    """The data files of a folder, in the order of their names."""
    return [f"{folder}/{path.name}" for path in sorted((DATA / folder).glob("*.toml"))]
