"""Opens a document and reads its text. Slow, within the limits of `sites.protection`."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from django.core.exceptions import ValidationError

from sites.protection import filetypes, ooxml, pdf
from sites.protection.contents import Contents, DamagedError, LockedError

from .models import FileState, SiteDocument

READERS: dict[str, Callable[[IO[bytes]], Contents]] = {
    "docx": ooxml.read_docx,
    "xlsx": ooxml.read_xlsx,
    "pdf": pdf.read,
}


def read(document: SiteDocument) -> tuple[FileState, str]:
    """What became of opening it, and its text: empty unless all or part of it could be read."""
    try:
        with document.open_file() as file:
            reader = READERS.get(filetypes.identify(file))
            if reader is None:
                return FileState.UNREAD, ""
            contents = reader(file)
    except ValidationError as refusal:
        return (FileState.LOCKED if refusal.code == "locked" else FileState.DAMAGED), ""
    except LockedError:
        return FileState.LOCKED, ""
    except (DamagedError, OSError):
        return FileState.DAMAGED, ""
    return (FileState.WHOLE if contents.is_whole else FileState.PART), contents.text
