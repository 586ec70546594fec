"""Punctuation in both widths, for it is typed in either; the escapes are the full-width forms."""

from typing import Final

OPENING: Final = "(\uff08[\uff3b〔【\ufe5d"
CLOSING: Final = ")\uff09]\uff3d〕】\ufe5e"
COMMAS: Final = ",\uff0c"
COLONS: Final = ":\uff1a"
SEMICOLONS: Final = ";\uff1b"
# No title ends with one of these; running text nearly always does.
SENTENCE_MARKS: Final = tuple("。、.!?\uff01\uff1f" + COMMAS + COLONS + SEMICOLONS)


def one_of(characters: str) -> str:
    """Return a character class for a regular expression."""
    return "[" + "".join("\\" + char if char in "[]^-\\" else char for char in characters) + "]"


def none_of(characters: str) -> str:
    return "[^" + one_of(characters)[1:]


OPEN: Final = one_of(OPENING)
CLOSE: Final = one_of(CLOSING)
COLON: Final = one_of(COLONS)
