"""Blanks what a telephone writes into a video beside picture and sound: place, owner, device.

An MP4 is a tree of boxes. Boxes that describe are renamed to `free` and filled with zeros where they
stand, so no offset in the file changes and picture and sound stay exactly as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_DESCRIBING: Final = {b"udta", b"meta", b"uuid", b"loci"}
_HOLDING: Final = {b"moov", b"trak", b"moof", b"traf"}
_MAX_DEPTH: Final = 8
_BLOCK: Final = b"\0" * 65536


def blank_metadata(file: IO[bytes]) -> int:
    """Blank the describing boxes of the MP4 open for reading and writing; return how many there were.

    Raises ValidationError if the boxes do not fit into each other.
    """
    file.seek(0, 2)
    blanked = 0
    for kind, start, header, end in _boxes(file, 0, file.tell()):
        if kind in _DESCRIBING:
            file.seek(start + 4)
            file.write(b"free")
            _zero(file, start + header, end)
            blanked += 1
    file.seek(0)
    return blanked


def _boxes(file: IO[bytes], start: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield (kind, start, header length, end) of every box, going into those that hold boxes."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, header = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - start
        if size < header or start + size > end or depth > _MAX_DEPTH:
            raise ValidationError(_("The video is damaged and cannot be read."), code="damaged")
        yield kind, start, header, start + size
        if kind in _HOLDING:
            yield from _boxes(file, start + header, start + size, depth + 1)
        start += size


def _zero(file: IO[bytes], start: int, end: int) -> None:
    file.seek(start)
    while start < end:
        start += file.write(_BLOCK[: end - start])
