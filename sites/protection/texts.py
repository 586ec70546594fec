"""Plain text: must be readable in an encoding that is in use here, and no markup a browser would run."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# UTF-16 only with its mark, or every file of even length would pass.
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ENCODINGS: Final = ("utf-8-sig", "gb18030", "big5")
_CHUNK: Final = 256 * 1024
_OVERLAP: Final = 32

# Tabs, line ends, form feeds and the end mark of old systems are all that text may hold.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_MARKUP: Final = re.compile(
    r"<(?:!doctype\s+html|\?xml|\?php|(?:html|head|body|script|svg|iframe|object|embed|meta|link|style)[\s/>])",
    re.I,
)


def check(file: IO[bytes]) -> None:
    """Raise ValidationError unless the file is plain text without running markup."""
    file.seek(0)
    start = file.read(2)
    encodings = next(((name,) for mark, name in _MARKS if start == mark), _ENCODINGS)
    for encoding in encodings:
        try:
            _check_decoded(_decoded(file, encoding))
        except UnicodeError:
            continue
        return
    raise ValidationError(_("The file is damaged or not of a kind we know."), code="unknown")


def _decoded(file: IO[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _check_decoded(parts: Iterator[str]) -> None:
    before = ""
    for part in parts:
        if _CONTROL.search(part):
            raise ValidationError(_("The file is damaged or not of a kind we know."), code="unknown")
        if _MARKUP.search(before + part):
            raise ValidationError(
                _("The file holds web page code (HTML, SVG or script), which is not accepted."), code="markup"
            )
        before = part[-_OVERLAP:]
