"""Looks into a .docx before it is unpacked: what kind of file it is and how large it would become."""

import io
import zipfile
from typing import Final

from django.utils.translation import gettext as _

from .document import UnreadableError

# A thousand-page regulation is 3 MB of XML; nothing an office writes needs more than this.
MAX_MEMBERS: Final = 2_000
MAX_XML: Final = 40 * 1024 * 1024
MAX_UNPACKED: Final = 150 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN_PART: Final = "word/document.xml"
_IS_ENCRYPTED = 0x1
# Everything else in the package may be parsed as XML, whatever it is called.
_MEDIA: Final = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".svg",
    ".odttf",
    ".wav",
)


def is_ole(data: bytes) -> bool:
    return data.startswith(_OLE)


def check_package(data: bytes) -> None:
    """Raise `UnreadableError` unless `data` is a whole, unencrypted .docx of an ordinary size.

    The sizes that a zip declares can be trusted: `zipfile` never unpacks more of a member than it declares.
    """
    if is_ole(data):
        raise _ole_error(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError("broken", _("The file is damaged or is no Word document.")) from error
    if any(member.flag_bits & _IS_ENCRYPTED for member in members):
        raise UnreadableError("encrypted", _("The file is protected by a password."))
    xml = sum(member.file_size for member in members if not member.filename.lower().endswith(_MEDIA))
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or xml > MAX_XML or unpacked > MAX_UNPACKED:
        raise UnreadableError("too_large_unpacked", _("The file becomes too large when it is unpacked."))
    if not any(member.filename == _MAIN_PART for member in members):
        raise UnreadableError("not_docx", _("The file is not a Word document, whatever its name says."))


def _ole_error(data: bytes) -> UnreadableError:
    if _ENCRYPTED_STREAM in data:
        return UnreadableError("encrypted", _("The file is protected by a password."))
    return UnreadableError(
        "old_word", _("The file is in the old Word format; save it as .docx in the word processor.")
    )
