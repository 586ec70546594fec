"""The way in: reads one file's bytes into a `ReadDocument`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _

from sites.protection.sanitise import rich_text

from .document import Block, Paragraph, ReadDocument, Table, UnreadableError, squeeze
from .encoding import decode
from .lines import Piece, plain
from .metadata import read_metadata
from .page import read_page
from .script import variant_of
from .structure import build_blocks
from .text_checks import clean, doubts
from .titles import LONGEST_TITLE, find_title
from .word import read_word

MAX_FILE_SIZE: Final = 20 * 1024 * 1024
# A page of a million characters is a library; it is to be divided before it is published.
MAX_TEXT_LENGTH: Final = 1_000_000
MAX_PARAGRAPHS: Final = 20_000
KINDS: Final = {".txt": "text", ".html": "page", ".htm": "page", ".docx": "word"}


@dataclass
class _Source:
    pieces: Sequence[Piece]
    declared_title: str = ""
    other_title: str = ""
    warnings: list[str] = field(default_factory=list)


def read_bytes(data: bytes, name: str) -> ReadDocument:
    """Return the document in `data`, the content of the file called `name`.

    The kind of file is told by the name's ending, which the content must then bear out.
    Raises `UnreadableError` with a reason for the editor.
    """
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise UnreadableError("unsupported", _("Only .txt, .html, .htm and .docx files can be brought in."))
    if len(data) > MAX_FILE_SIZE:
        limit = MAX_FILE_SIZE // (1024 * 1024)
        raise UnreadableError("too_large", _("The file is larger than %(limit)s MB.") % {"limit": limit})
    if not data.strip():
        raise UnreadableError("empty", _("The file is empty."))
    source = _READERS[kind](data)
    return _document(source, PurePath(name).stem)


def _document(source: _Source, stem: str) -> ReadDocument:
    pieces, removed = clean(source.pieces)
    if not any(squeeze(piece.text) for piece in pieces):
        raise UnreadableError("empty", _("The file holds no text."))
    _refuse_a_library(pieces)
    metadata = read_metadata(pieces)
    found = find_title(pieces, source.declared_title or metadata.title)
    warnings = [*source.warnings]
    if found:
        title, positions = found.text, found.positions
    else:
        title, positions = source.other_title or stem, frozenset()
        warnings.append(_("No title was found in the text; give the page its right title."))
    blocks, structure_warnings = build_blocks(
        [piece for at, piece in enumerate(pieces) if at not in positions]
    )
    variant, mixed = variant_of("\n".join(piece.text for piece in pieces))
    return ReadDocument(
        title=" ".join(title.split())[:LONGEST_TITLE],
        blocks=tuple(_sanitised(block) for block in blocks),
        issuer=metadata.issuer,
        document_number=metadata.document_number,
        signed_on=metadata.signed_on,
        effective_on=metadata.effective_on,
        promulgation=metadata.promulgation,
        language_variant=variant,
        warnings=(*warnings, *structure_warnings, *doubts(pieces, removed, mixed)),
    )


def _refuse_a_library(pieces: Sequence[Piece]) -> None:
    if sum(len(piece.text) for piece in pieces) > MAX_TEXT_LENGTH:
        reason = _("The text is longer than %(limit)s characters; divide it first.")
        raise UnreadableError("too_long", reason % {"limit": MAX_TEXT_LENGTH})
    if sum(len(piece.rows) if isinstance(piece, Table) else 1 for piece in pieces) > MAX_PARAGRAPHS:
        reason = _("The text has more than %(limit)s paragraphs; divide it first.")
        raise UnreadableError("too_long", reason % {"limit": MAX_PARAGRAPHS})


def _sanitised(block: Block) -> Block:
    return Paragraph(rich_text(block.html)) if isinstance(block, Paragraph) else block


def _read_text(data: bytes) -> _Source:
    decoded = decode(data)
    lines = [plain(line.strip()) for line in decoded.text.splitlines() if line.strip()]
    return _Source(lines, warnings=list(decoded.warnings))


def _read_page(data: bytes) -> _Source:
    page = read_page(data)
    return _Source(page.pieces, page.declared_title, page.window_title, page.warnings)


def _read_word(data: bytes) -> _Source:
    word = read_word(data)
    return _Source(
        [piece for piece in word.pieces if isinstance(piece, Table) or piece.text], warnings=word.warnings
    )


_READERS: Final = {"text": _read_text, "page": _read_page, "word": _read_word}
