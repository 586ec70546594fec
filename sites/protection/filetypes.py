"""Says what a file is by looking into it; its name and the browser's word count for nothing.

The table covers exactly the extensions that the settings allow. Whatever it does not recognise is
refused, as are programs, markup that a browser would run, documents with macros, locked files that
nobody can check, and archives that unpack to more than a machine can hold.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import ole2, texts

# What each allowed extension may contain. The kind is named after the extension it is stored under.
ACCEPTED: Final[dict[str, frozenset[str]]] = {
    "csv": frozenset({"txt"}),
    "doc": frozenset({"doc", "rtf"}),
    "docx": frozenset({"docx"}),
    "et": frozenset({"xls", "xlsx"}),
    "gif": frozenset({"gif"}),
    "jpeg": frozenset({"jpg"}),
    "jpg": frozenset({"jpg"}),
    "mp3": frozenset({"mp3"}),
    "mp4": frozenset({"mp4"}),
    "odp": frozenset({"odp"}),
    "ods": frozenset({"ods"}),
    "odt": frozenset({"odt"}),
    "ofd": frozenset({"ofd"}),
    "pdf": frozenset({"pdf"}),
    "png": frozenset({"png"}),
    "ppt": frozenset({"ppt"}),
    "pptx": frozenset({"pptx"}),
    "rar": frozenset({"rar"}),
    "rtf": frozenset({"rtf"}),
    "txt": frozenset({"txt"}),
    "webp": frozenset({"webp"}),
    "wps": frozenset({"doc", "docx"}),
    "xls": frozenset({"xls"}),
    "xlsx": frozenset({"xlsx"}),
    "zip": frozenset({"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd"}),
}

MAX_ARCHIVE_MEMBERS: Final = 10_000
MAX_UNPACKED_BYTES: Final = 1024**3
# Office files of plain figures shrink by up to a hundred; a bomb by a thousand.
MAX_RATIO: Final = 200
RATIO_CHECKED_FROM: Final = 10 * 1024**2

_HEAD: Final = 4096
_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"<?php",
)
_MP4_BRANDS: Final = {
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash",
}  # fmt: skip
_OPEN_DOCUMENT: Final = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_OOXML: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


def check_type(file: IO[bytes], name: str, allowed: Collection[str]) -> str:
    """Return the extension, without dot, under which `file` may be stored.

    `allowed` are the extensions of this kind of upload. The position in the file is back at its start
    afterwards. Raises ValidationError with a sentence that says what is wrong and what to do.
    """
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if not dot or not stem or extension not in allowed or extension not in ACCEPTED:
        raise ValidationError(
            _("Files of this kind are not accepted. Accepted are: %(extensions)s."),
            code="extension",
            params={"extensions": ", ".join(sorted(allowed))},
        )
    kind = identify(file)
    if kind not in ACCEPTED[extension]:
        raise ValidationError(
            _("The name ends in .%(extension)s, but the content is of another kind (%(kind)s)."),
            code="mismatch",
            params={"extension": extension, "kind": kind},
        )
    return "jpg" if extension == "jpeg" else extension


def identify(file: IO[bytes]) -> str:
    """Return the kind of `file` by its content. Raises ValidationError where it must not be kept."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        if not head:
            raise ValidationError(_("The file is empty."), code="empty")
        if head.startswith(_PROGRAMS):
            raise ValidationError(_("The file is a program. Programs are not accepted."), code="program")
        for recognises, kind in _SIGNATURES:
            if recognises(head):
                return kind
        if head.startswith(b"PK\x03\x04"):
            return _zip_kind(file)
        if head.startswith(ole2.SIGNATURE):
            return _office_kind(file)
        if head.startswith(b"ID3") or _is_mp3_frame(head):
            return _mp3_kind(file)
        texts.check(file)
        return "txt"
    finally:
        file.seek(0)


def _is_mp4(head: bytes) -> bool:
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= size <= _HEAD:
        return False
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}
    return bool(brands & _MP4_BRANDS)


_SIGNATURES: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (lambda head: head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"), "pdf"),
    (lambda head: head.startswith(b"\xff\xd8\xff"), "jpg"),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), "png"),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), "gif"),
    (lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP", "webp"),
    (lambda head: head.startswith((b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00")), "rar"),
    (lambda head: head.startswith(b"{\\rtf"), "rtf"),
    (_is_mp4, "mp4"),
)


def _is_mp3_frame(head: bytes) -> bool:
    """Four bytes that start an MPEG layer III frame: sync, version, layer, bit rate, sample rate."""
    return (
        len(head) >= 4
        and head[0] == 0xFF
        and head[1] & 0xE0 == 0xE0
        and head[1] & 0x18 != 0x08
        and head[1] & 0x06 == 0x02
        and head[2] & 0xF0 not in (0x00, 0xF0)
        and head[2] & 0x0C != 0x0C
    )


def _mp3_kind(file: IO[bytes]) -> str:
    file.seek(0)
    tag = file.read(10)
    if tag.startswith(b"ID3"):
        length = 0
        for byte in tag[6:10]:
            length = length << 7 | byte & 0x7F
        file.seek(10 + length)
    else:
        file.seek(0)
    if not _is_mp3_frame(file.read(_HEAD).lstrip(b"\x00")):
        raise ValidationError(_("The file is damaged or not of a kind we know."), code="unknown")
    return "mp3"


def _zip_kind(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_archive(members)
            names = {member.filename for member in members}
            if "mimetype" in names:
                mimetype = archive.open("mimetype").read(100).decode("ascii", "replace").strip()
                return _OPEN_DOCUMENT.get(mimetype, "zip")
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError) as error:
        raise ValidationError(_("The archive is damaged and cannot be opened."), code="damaged") from error
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        for folder, kind in _OOXML.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def _check_archive(members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if (
        len(members) > MAX_ARCHIVE_MEMBERS
        or unpacked > MAX_UNPACKED_BYTES
        or (unpacked > RATIO_CHECKED_FROM and unpacked > packed * MAX_RATIO)
    ):
        raise ValidationError(
            _("The file unpacks to more than we can check. Divide it into smaller files."), code="bomb"
        )
    if any(member.flag_bits & 0x1 for member in members):
        _refuse_locked()
    if any(re.match(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|$)", name) for name in names):
        raise ValidationError(
            _("The archive holds files that would unpack outside their folder."), code="traversal"
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        _refuse_macros()
    if names & {"META-INF/MANIFEST.MF", "AndroidManifest.xml"} and "mimetype" not in names:
        raise ValidationError(_("The file is a program. Programs are not accepted."), code="program")


def _office_kind(file: IO[bytes]) -> str:
    try:
        entries = ole2.entry_names(file)
    except ole2.DamagedError as error:
        raise ValidationError(_("The file is damaged and cannot be opened."), code="damaged") from error
    if "EncryptedPackage" in entries:
        _refuse_locked()
    if entries & {"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"}:
        _refuse_macros()
    for stream, kind in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if stream in entries:
            return kind
    raise ValidationError(_("The file is damaged or not of a kind we know."), code="unknown")


def _refuse_locked() -> None:
    raise ValidationError(
        _("The file is locked with a password, so nobody can check it. Save it without a password."),
        code="locked",
    )


def _refuse_macros() -> None:
    raise ValidationError(
        _("The document contains macros. Save it in a format without macros and upload that."),
        code="macros",
    )
