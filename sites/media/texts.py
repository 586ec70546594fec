"""The text in a document, read once for each content of its file, and kept."""

from __future__ import annotations

import logging
from typing import Final

from . import reading
from .models import DocumentText, FileState, SiteDocument

logger = logging.getLogger(__name__)
# So many characters of a file are kept: three hundred pages have fewer.
LONGEST: Final = 200_000
# A storage out of reach, or a worker that was stopped, is no fault of the file.
MOST_TRIES: Final = 3
_FAILED = {FileState.DAMAGED.value, DocumentText.FAILED}


def text_of(document: SiteDocument) -> str:
    """The text in a document, at most `LONGEST` characters; empty for one that cannot be read.

    For the background: it reads the file unless that was done since it changed, which takes seconds.
    """
    digest = _digest(document)
    kept = DocumentText.objects.filter(document=document, digest=digest).first()
    if kept is None or (kept.state in _FAILED and kept.tries < MOST_TRIES):
        return _read(document, digest, kept.tries if kept else 0)
    return kept.text


def _digest(document: SiteDocument) -> str:
    try:
        return document.get_file_hash()
    except OSError:
        return ""


def _read(document: SiteDocument, digest: str, tries: int) -> str:
    # Noted before: a file over which the whole worker falls is not opened for ever.
    about = {"digest": digest, "state": DocumentText.FAILED, "text": "", "tries": tries + 1}
    DocumentText.objects.update_or_create(document=document, defaults=about)
    try:
        state, text = reading.read(document)
    except Exception:  # Nobody's publication fails because a library stumbles over a file.
        logger.exception("The text of document %s could not be read.", document.pk)
        return ""
    if state == FileState.DAMAGED:
        logger.warning("Document %s is damaged: its text cannot be found.", document.pk)
    if len(text) > LONGEST:
        state, text = FileState.PART, text[:LONGEST]
    text = _storable(text)
    DocumentText.objects.filter(document=document, digest=digest).update(state=state, text=text)
    return text


def _storable(text: str) -> str:
    """Without halves of characters and zeros, which no database takes, and which broken fonts give."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
