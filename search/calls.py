"""What an entry is called by: its whole title, and its numbers, however they are written."""

from __future__ import annotations

from hashlib import blake2b

from .models import Call, Entry
from .text.fold import bare


def of(entry: Entry, names: list[str]) -> list[Call]:
    """The calls of an entry, for those of `names` that have a letter or a digit."""
    hashes = {call_of(name) for name in names if bare(name)}
    return [Call(entry=entry, name=each) for each in sorted(hashes)]


def call_of(name: str) -> int:
    """The same number for all ways to write a name."""
    said = bare(name).removesuffix("号")
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), signed=True)
