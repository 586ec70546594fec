"""The files of lines on this machine, told apart by what they hold, and read in parts of whole lines."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from . import lines
from .log import HOUR, folder

logger = logging.getLogger(__name__)
# So much is counted in one transaction.
PART = 256 * 1024


@dataclass(frozen=True)
class Part:
    """Whole lines from a file, and where the next one begins."""

    lines: list[bytes]
    end: int


def own() -> Iterator[Path]:
    """The files that this installation writes, the oldest hour first."""
    yield from sorted(folder().glob("*.log"))


def of_proxy() -> Iterator[Path]:
    """The file that nginx writes, and what logrotate made of the ones before."""
    if settings.VISITS_LOG:
        current = Path(settings.VISITS_LOG)
        found = (path for path in current.parent.glob(f"{current.name}*") if path.suffix != ".gz")
        yield from sorted(found, reverse=True)


def is_over(path: Path) -> bool:
    """Whether nobody writes to a file of ours any more: it was begun before the last hour."""
    with suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime > 2 * HOUR
    return True


def key_of(file: BinaryIO) -> str | None:
    """What names a file whatever it is called: its number on the disk, which may come again, and first line.

    Returns:
        None while there is no whole line.
    """
    file.seek(0)
    first = file.readline(lines.LONGEST)
    if not first.endswith(b"\n") and len(first) < lines.LONGEST:
        return None
    return f"{os.fstat(file.fileno()).st_ino}-{hashlib.sha256(first).hexdigest()[:32]}"


def part(file: BinaryIO, offset: int) -> Part | None:
    """The lines from `offset` on; None when no whole one is there yet."""
    file.seek(offset)
    data = file.read(PART)
    length = data.rfind(b"\n") + 1
    if not length and len(data) < PART:
        return None
    # A line longer than a part is nobody's; it is passed over in pieces.
    length = length or len(data)
    return Part(data[:length].split(b"\n")[:-1], offset + length)
