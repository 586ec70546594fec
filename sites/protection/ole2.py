"""Reads the table of contents of an OLE2 file (the container of .doc, .xls, .ppt, .wps and .et)."""

from __future__ import annotations

import struct
from typing import IO, Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAX_DIRECTORY_SECTORS: Final = 4096
_LAST_SECTOR: Final = 0xFFFFFFFA
_FAT_SECTORS_IN_HEADER: Final = 109


class DamagedError(ValueError):
    """The container does not hold together."""


def entry_names(file: IO[bytes]) -> set[str]:
    """Return the names of all streams and storages. Raises DamagedError."""
    file.seek(0)
    header = file.read(512)
    if len(header) < 512 or not header.startswith(SIGNATURE):
        raise DamagedError
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        raise DamagedError
    size = 1 << shift
    sector = struct.unpack_from("<I", header, 48)[0]
    names: set[str] = set()
    seen: set[int] = set()
    while sector < _LAST_SECTOR:
        if sector in seen or len(seen) >= _MAX_DIRECTORY_SECTORS:
            raise DamagedError
        seen.add(sector)
        names |= _names_in(_read_sector(file, sector, size))
        sector = _next_sector(file, header, sector, size)
    return names


def _read_sector(file: IO[bytes], sector: int, size: int) -> bytes:
    file.seek((sector + 1) * size)
    data = file.read(size)
    if len(data) < 128:
        raise DamagedError
    return data


def _names_in(directory: bytes) -> set[str]:
    names = set()
    for start in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, start + 64)[0]
        if 2 < length <= 64:
            names.add(directory[start : start + length - 2].decode("utf-16-le", "replace"))
    return names


def _next_sector(file: IO[bytes], header: bytes, sector: int, size: int) -> int:
    """Look up the successor of `sector` in the allocation table.

    A directory that lies beyond the table's part named in the header (files over 6 MB at the usual
    sector size) is found through a further chain that writers hardly ever need for the directory.
    """
    per_sector = size // 4
    index, offset = divmod(sector, per_sector)
    if index >= _FAT_SECTORS_IN_HEADER:
        table_sector = _far_table_sector(file, header, index, size)
    else:
        table_sector = struct.unpack_from("<I", header, 76 + 4 * index)[0]
    if table_sector >= _LAST_SECTOR:
        raise DamagedError
    table = _read_sector(file, table_sector, size)
    if len(table) < 4 * offset + 4:
        raise DamagedError
    return struct.unpack_from("<I", table, 4 * offset)[0]


def _far_table_sector(file: IO[bytes], header: bytes, index: int, size: int) -> int:
    """Follow the chain of table lists that begins where the header's own list ends."""
    per_list = size // 4 - 1
    hops, place = divmod(index - _FAT_SECTORS_IN_HEADER, per_list)
    sector = struct.unpack_from("<I", header, 68)[0]
    for _hop in range(hops):
        if sector >= _LAST_SECTOR:
            raise DamagedError
        sector = struct.unpack_from("<I", _read_sector(file, sector, size), size - 4)[0]
    if sector >= _LAST_SECTOR:
        raise DamagedError
    listed = _read_sector(file, sector, size)
    if len(listed) < 4 * place + 4:
        raise DamagedError
    return struct.unpack_from("<I", listed, 4 * place)[0]
