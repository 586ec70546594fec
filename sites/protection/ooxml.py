"""Takes the text out of .docx and .xlsx packages, which strangers may have filled with anything."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from lxml import etree

from .contents import Contents, DamagedError

MAX_PART: Final = 40 * 1024 * 1024
MAX_CHARACTERS: Final = 2_000_000

_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.XMLSyntaxError,
    OSError, RuntimeError, ValueError, EOFError,
)  # fmt: skip
_WORD_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SHEET_PARTS: Final = re.compile(r"xl/(sharedStrings|worksheets/[^/]+|comments\d*)\.xml")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Cells that hold a place in the table of strings, a truth value or an error, not a number.
_NO_NUMBERS: Final = {"s", "b", "e"}


def read_docx(file: IO[bytes]) -> Contents:
    """Return the text of a Word document with its notes, headers and footers.

    Raises:
        DamagedError: it is no whole package, or one of its parts is no XML.
    """
    return _read(file, _WORD_PARTS, _paragraphs)


def read_xlsx(file: IO[bytes]) -> Contents:
    """Return the text and the numbers of all sheets of a workbook, a line for each cell.

    Raises:
        DamagedError: it is no whole package, or one of its parts is no XML.
    """
    return _read(file, _SHEET_PARTS, _cells)


def _read(file: IO[bytes], wanted: re.Pattern[str], lines_of) -> Contents:  # type: ignore[no-untyped-def]
    file.seek(0)
    lines: list[str] = []
    length, is_whole = 0, True
    try:
        with zipfile.ZipFile(file) as package:
            members = [member for member in package.infolist() if wanted.fullmatch(member.filename)]
            for member in members:
                # `zipfile` never unpacks more of a member than it declares.
                if member.file_size > MAX_PART or length > MAX_CHARACTERS:
                    is_whole = False
                    continue
                with package.open(member) as part:
                    for line in lines_of(part):
                        lines.append(line)
                        length += len(line)
    except _BROKEN as error:
        raise DamagedError from error
    if not members:
        raise DamagedError
    return Contents("\n".join(lines), is_whole)


def _elements(part: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """Elements of these tags as they are read; none stays in memory, no entity and no address is followed."""
    for _event, element in etree.iterparse(
        part, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        yield element
        element.clear(keep_tail=True)


def _paragraphs(part: IO[bytes]) -> Iterator[str]:
    for paragraph in _elements(part, f"{_WORD}p"):
        yield "".join(run.text or "" for run in paragraph.iter(f"{_WORD}t"))


def _cells(part: IO[bytes]) -> Iterator[str]:
    for element in _elements(part, f"{_SHEET}si", f"{_SHEET}c", f"{_SHEET}comment"):
        if element.tag == f"{_SHEET}c" and element.get("t") != "inlineStr":
            value = element.findtext(f"{_SHEET}v") or ""
            if element.get("t") not in _NO_NUMBERS:
                yield _as_shown(value)
        else:
            yield "".join(run.text or "" for run in element.iter(f"{_SHEET}t"))


def _as_shown(number: str) -> str:
    """A long number as people see it in the cell: 13800000000, not 1.38E10."""
    if "e" not in number.lower():
        return number.removesuffix(".0")
    try:
        value = float(number)
    except ValueError:
        return number
    return str(int(value)) if value.is_integer() and abs(value) < 10**20 else number
