"""What is in a mirror, and whether it still is. Standard library only, as in `layout`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import layout

FORMAT = 1
# Every mirror has these; none of them can hold its own digest.
_OUTSIDE = {layout.MANIFEST, layout.SIGNATURE}


@dataclass(frozen=True)
class Manifest:
    """The contents of a mirror.

    Attributes:
        made_at: ISO 8601, UTC.
        pages: how many of its files are pages.
        headers: what a web server should send with each page.
        files: by path, with the keys `sha256` (hexadecimal), `type` (media type) and `bytes`; documents also
            have `disposition`, which says under which name a browser saves them.
    """

    host: str
    made_at: str
    pages: int
    headers: dict[str, str]
    files: dict[str, dict[str, Any]]
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of the mirror in `folder`.

        Raises:
            OSError: there is none.
            ValueError: it is none.
        """
        try:
            return cls(**json.loads((folder / layout.MANIFEST).read_bytes()))
        except TypeError as error:
            raise ValueError(str(error)) from error

    def sums(self) -> str:
        """The digests as `sha256sum --check` reads them."""
        return "".join(f"{entry['sha256']}  {path}\n" for path, entry in sorted(self.files.items()))


def digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def entry_of(file: Path, content_type: str) -> dict[str, Any]:
    return {"sha256": digest_of(file), "type": content_type, "bytes": file.stat().st_size}


@dataclass(frozen=True)
class Fault:
    """Something that is not as the mirror was written: `what` is one of `CHANGED`, `MISSING`, `STRANGE`, …"""

    what: str
    file: str


CHANGED, MISSING, STRANGE, UNREADABLE, UNSIGNED = "changed", "missing", "strange", "unreadable", "unsigned"


def faults(folder: Path, is_signed: Callable[[Path], bool]) -> Iterator[Fault]:
    """What is wrong with the mirror in `folder`; nothing when it is whole and unchanged.

    Args:
        is_signed: says whether the signature in a mirror's folder fits its manifest.
    """
    if not is_signed(folder):
        yield Fault(UNSIGNED, layout.MANIFEST)
    try:
        manifest = Manifest.read(folder)
    except (OSError, ValueError):
        yield Fault(UNREADABLE, layout.MANIFEST)
        return
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir()}
    for path, entry in sorted(manifest.files.items()):
        file = folder / path
        if path not in there:
            yield Fault(MISSING, path)
        elif file.is_symlink() or digest_of(file) != entry["sha256"]:
            yield Fault(CHANGED, path)
    for path in sorted(there - manifest.files.keys() - _OUTSIDE):
        yield Fault(STRANGE, path)
