"""What is found when a file is opened to read its text."""

from __future__ import annotations

from dataclasses import dataclass


class DamagedError(Exception):
    """The file cannot be opened."""


class LockedError(Exception):
    """The file asks for a password."""


@dataclass(frozen=True)
class Contents:
    """The text of a file, a line for each paragraph, row or cell, and whether that is all of it."""

    text: str
    is_whole: bool
