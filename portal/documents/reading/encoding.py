"""Finds the encoding of a text file, and never guesses past broken bytes.

A byte order mark is believed, strictly decoded UTF-8 that reads as text is believed, and of the rest the
encoding wins that decodes every byte and gives the most plausible Chinese.
"""

import codecs
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .document import UnreadableError
from .plausibility import counted, plausibility

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK_BYTES = tuple(mark for mark, _encoding in _MARKS)
_DOUBLE_BYTE = ("gb18030", "cp950", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")
# What pages and programs call them, and the widest set of that family.
_FAMILIES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "hz": "hz", "big5": "cp950",
    "cp950": "cp950", "big5hkscs": "big5hkscs", "utf-8": "utf-8", "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
}  # fmt: skip
# What people call them.
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "cp950": "Big5", "big5hkscs": "Big5-HKSCS"}
_LABEL = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_PRESCAN = 4096

# Below the first no encoding is accepted, from the second on there is no doubt: real text gives 1.0 to 1.15,
# bytes read wrongly gave up to 0.83.
PLAUSIBLE = 0.75
_CERTAIN = 0.9
# Bytes that happen to be valid UTF-8 are very rarely anything else.
_PLAUSIBLE_UTF8 = 0.4
_CLEAR_LEAD = 0.1
_ENOUGH = 20


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the encoding it was in, and what an editor should know about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of `data`. Raises `UnreadableError` when no encoding gives every byte a meaning."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding), encoding)
    text = _try(data, "utf-8")
    if text is not None and "\0" not in text and (text.isascii() or plausibility(text) >= _PLAUSIBLE_UTF8):
        return Decoded(text, "utf-8")
    candidates = _WIDE if b"\0" in data else ("utf-8", *_DOUBLE_BYTE, *_WIDE)
    return _best(data, candidates)


def decode_html(data: bytes) -> Decoded:
    """Return the text of a page; the encoding that it declares is used only when its bytes agree."""
    found = decode(data)
    declared = _declared(data)
    if declared is None or declared == _family(found.encoding) or data.startswith(_MARK_BYTES):
        return found
    text = _try(data, declared)
    if text is not None and plausibility(found.text) - plausibility(text) < _CLEAR_LEAD:
        return Decoded(text, declared)
    warning = _("The page says that its encoding is %(declared)s, but its bytes are %(found)s.") % {
        "declared": _name(declared), "found": _name(found.encoding),
    }  # fmt: skip
    return Decoded(found.text, found.encoding, (warning, *found.warnings))


def _best(data: bytes, candidates: tuple[str, ...]) -> Decoded:
    scored: list[tuple[float, str, str]] = []
    for encoding in candidates:
        text = _try(data, encoding)
        if text is not None:
            scored.append((plausibility(text), encoding, text))
    # Candidates stand in the order of preference, and the sort keeps it among equals.
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0][0] if scored else 0.0
    if best < PLAUSIBLE and b"\0" in data:
        raise UnreadableError("binary", _("The file is not text."))
    if best < _CERTAIN and b"\0" not in data:
        _refuse_broken(data, better_than=best)
    if best < PLAUSIBLE:
        raise UnreadableError("encoding", _("The file's encoding is not UTF-8, UTF-16, GB18030 or Big5."))
    score, encoding, text = scored[0]
    rivals = [other for other in scored[1:] if other[2] != text]
    doubtful = counted(text) < _ENOUGH or score < _CERTAIN or (rivals and score - rivals[0][0] < _CLEAR_LEAD)
    if not doubtful:
        return Decoded(text, encoding)
    warning = _("The encoding could not be told for certain; it was read as %(encoding)s.") % {
        "encoding": _name(encoding)
    }
    return Decoded(text, encoding, (warning,))


def _refuse_broken(data: bytes, better_than: float) -> None:
    """Raise when the file is text with a few broken bytes, rather than text in some other encoding."""
    nearest: tuple[float, str, UnicodeDecodeError] | None = None
    for encoding in ("utf-8", *_DOUBLE_BYTE):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            score = plausibility(data.decode(encoding, "replace"))
            if nearest is None or score > nearest[0]:
                nearest = (score, encoding, error)
    if nearest and nearest[0] >= max(PLAUSIBLE, better_than + _CLEAR_LEAD):
        raise _broken(data, nearest[1], nearest[2])


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(data, encoding, error) from error
    if "\0" in text:
        raise UnreadableError("binary", _("The file is not text."))
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _broken(data: bytes, encoding: str, error: UnicodeDecodeError) -> UnreadableError:
    before = data[: error.start].decode(encoding, "ignore")
    reason = _("Broken bytes in line %(line)s (byte %(byte)s); the file reads as %(encoding)s up to there.")
    values = {"line": len(before.splitlines()) or 1, "byte": error.start + 1, "encoding": _name(encoding)}
    return UnreadableError("broken_bytes", reason % values)


def _name(encoding: str) -> str:
    return _NAMES.get(encoding, encoding.upper())


def _declared(data: bytes) -> str | None:
    match = _LABEL.search(data[:_PRESCAN])
    return _family(match.group(1).decode("ascii")) if match else None


def _family(label: str) -> str | None:
    try:
        return _FAMILIES.get(codecs.lookup(label).name)
    except LookupError:
        return None
