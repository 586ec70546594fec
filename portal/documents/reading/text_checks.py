"""Cleans characters that no page may carry, and says what in a text looks damaged."""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from .document import Table
from .lines import Line, Piece

# Control characters, which XML and feeds forbid, and the marks that turn the direction of writing around.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_REPLACEMENT = "\ufffd"
# What UTF-8 replacement characters turn into when they are read as GBK.
_MOJIBAKE = ("锟斤拷", "烫烫烫", "屯屯屯")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def clean(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Return the pieces without forbidden characters, and how many there were."""
    removed = 0
    cleaned: list[Piece] = []
    for piece in pieces:
        count = len(_FORBIDDEN.findall(piece.text))
        removed += count
        cleaned.append(_clean(piece) if count else piece)
    return cleaned, removed


def doubts(pieces: Sequence[Piece], removed: int, mixed_scripts: bool) -> list[str]:
    """Return sentences about characters that an editor should look at."""
    text = "\n".join(piece.text for piece in pieces)
    found = []
    if removed:
        found.append(_("%(count)s control characters were removed.") % {"count": removed})
    if _REPLACEMENT in text or any(sign in text for sign in _MOJIBAKE):
        found.append(
            _("The text was already damaged before it came here: some characters cannot be restored.")
        )
    private = len(_PRIVATE.findall(text))
    if private:
        found.append(
            _("%(count)s characters exist only on the machine where the text was written.")
            % {"count": private}
        )
    if mixed_scripts:
        found.append(_("The text mixes simplified and traditional characters."))
    return found


def _clean(piece: Piece) -> Piece:
    if isinstance(piece, Table):
        return replace(
            piece, rows=tuple(tuple(_FORBIDDEN.sub("", cell) for cell in row) for row in piece.rows)
        )
    return _clean_line(piece)


def _clean_line(line: Line) -> Line:
    return replace(line, runs=tuple(replace(run, text=_FORBIDDEN.sub("", run.text)) for run in line.runs))
