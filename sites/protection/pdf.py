"""Takes the text out of PDF files. The only module that knows pypdf."""

from __future__ import annotations

import logging
import time
from typing import IO, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError

from .contents import Contents, DamagedError, LockedError

MAX_PAGES: Final = 300
MAX_SECONDS: Final = 10.0
MAX_CHARACTERS: Final = 2_000_000

# It reports every irregularity of every file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(file: IO[bytes]) -> Contents:
    """Return the text of a PDF, as far as it is stored as text, within the limits above.

    Raises:
        DamagedError: it cannot be opened.
        LockedError: it asks for a password, or is encrypted in a way that we cannot read.
    """
    deadline = time.monotonic() + MAX_SECONDS
    file.seek(0)
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedError
        pages = len(reader.pages)
    except (DependencyError, LockedError) as error:
        raise LockedError from error
    except Exception as error:  # Whatever pypdf stumbles over in a broken file, and that is much.
        raise DamagedError from error
    return _text(reader, pages, deadline)


def _text(reader: PdfReader, pages: int, deadline: float) -> Contents:
    parts: list[str] = []
    length, is_whole = 0, pages <= MAX_PAGES
    for number in range(min(pages, MAX_PAGES)):
        if time.monotonic() > deadline or length > MAX_CHARACTERS:
            return Contents("\n".join(parts), is_whole=False)
        try:
            text = reader.pages[number].extract_text()
        except Exception:  # A font or stream that pypdf stumbles over takes only its page along.
            is_whole = False
            continue
        parts.append(text)
        length += len(text)
    return Contents("\n".join(parts), is_whole)
