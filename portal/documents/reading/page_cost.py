"""Refuses pages whose markup would take a parser minutes or gigabytes, before a parser sees them.

HTML5 makes a parser look through all open elements at every block, and repeat all unclosed emphasis in every
block, so the work grows with the square of what a hostile (or machine-made) page leaves open. The estimate
errs upwards: a closing tag counts only where a parser is sure to see one.
"""

import re
from collections import Counter
from typing import Final

from django.utils.translation import gettext as _

from .document import UnreadableError

# An ordinary page of 20,000 blocks, 30 deep, needs 600,000; beyond the limit parsing took seconds when tried.
MAX_WORK: Final = 2_000_000

_COMMENT: Final = r"<!--(?:-?>|.*?(?:--!?>|\Z))"
# Text to an HTML parser, whatever it looks like; inside SVG and MathML it is markup instead.
_RAW_TAGS: Final = "script|style|textarea|title|xmp|iframe|noembed|noframes"
_RAW: Final = rf"(?P<raw><(?P<tag>{_RAW_TAGS})(?=[\s/>]).*?(?:</(?P=tag)|\Z))"
_CDATA: Final = r"(?P<cdata><!\[CDATA\[.*?(?:\]\]>|\Z))"
_NO_TAG: Final = r"<[!?][^>]*+>?|</(?![a-z])[^>]*+>?"
_ATTRIBUTE: Final = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?)?"""
_TAG: Final = rf"<(?P<closing>/?)(?P<name>[a-z][^\s/>]*+)(?:{_ATTRIBUTE})*+"
_FLAGS: Final = re.IGNORECASE | re.DOTALL
_IN_HTML: Final = re.compile("|".join([_COMMENT, _RAW, _NO_TAG, _TAG]), _FLAGS)
_IN_MIXED: Final = re.compile("|".join([_COMMENT, _RAW, _CDATA, _NO_TAG, _TAG]), _FLAGS)
_FOREIGN: Final = re.compile(r"<(?:svg|math)[\s/>]", _FLAGS)
_OPENING: Final = re.compile(r"<([a-z][^\s/>]*+)", _FLAGS)
# A script that opens a comment with another script in it ends where only a parser can tell.
_ESCAPED_SCRIPT: Final = re.compile(r"<!--.*<script", _FLAGS)
# A parser closes these itself, or they never contain anything.
_CLOSED_BY_ITSELF: Final = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
})  # fmt: skip


def refuse_costly_markup(text: str) -> None:
    """Raise `UnreadableError` when parsing `text` as HTML would cost too much."""
    mixed = _FOREIGN.search(text) is not None
    estimate = _Estimate()
    for token in (_IN_MIXED if mixed else _IN_HTML).finditer(text):
        found = token.groupdict()
        region = found["raw"] or found.get("cdata")
        if region:
            if _ESCAPED_SCRIPT.search(region):
                estimate.believes_closing = False
            for opening in _OPENING.finditer(region) if mixed else ():
                estimate.open(opening[1].lower())
        elif found["name"] and found["closing"]:
            estimate.close(found["name"].lower())
        elif found["name"]:
            estimate.open(found["name"].lower())


class _Estimate:
    """The work so far, and what stands open."""

    def __init__(self) -> None:
        self.believes_closing = True
        self._open: Counter[str] = Counter()
        self._standing = self._work = 0

    def open(self, tag: str) -> None:
        if tag not in _CLOSED_BY_ITSELF:
            self._open[tag] += 1
            self._standing += 1
        self._work += self._standing
        if self._work > MAX_WORK:
            raise UnreadableError(
                "too_deep", _("The page's elements are nested too deeply to be read safely.")
            )

    def close(self, tag: str) -> None:
        if self.believes_closing and self._open[tag]:
            self._open[tag] -= 1
            self._standing -= 1
