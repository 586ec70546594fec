"""Refuses pages whose markup would take a parser minutes or gigabytes, before a parser sees them.

HTML5 makes a parser look through all open elements at every block, and repeat all unclosed emphasis in every
block, so the work grows with the square of what a hostile (or machine-made) page leaves open.
"""

import re
from collections import Counter
from typing import Final

from django.utils.translation import gettext as _

from .document import UnreadableError

# An ordinary page of 20,000 blocks, 30 deep, needs 600,000; beyond the limit parsing took seconds when tried.
MAX_WORK: Final = 2_000_000
# Tags inside comments, scripts and attribute values are none to a parser, so they must not count here either.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</\1|\Z)"
    r"""|<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)(?:[^>"']|"[^"]*"|'[^']*')*""",
    re.IGNORECASE | re.DOTALL,
)
# A parser closes these itself, or they never contain anything.
_CLOSED_BY_ITSELF: Final = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
})  # fmt: skip


def refuse_costly_markup(text: str) -> None:
    """Raise `UnreadableError` when parsing `text` as HTML would cost too much."""
    open_tags: Counter[str] = Counter()
    standing = work = 0
    for token in _TOKEN.finditer(text):
        tag = (token["name"] or "").lower()
        if not tag or tag in _CLOSED_BY_ITSELF:
            work += standing if tag else 0
        elif not token["closing"]:
            open_tags[tag] += 1
            standing += 1
            work += standing
        elif open_tags[tag]:
            open_tags[tag] -= 1
            standing -= 1
        if work > MAX_WORK:
            raise UnreadableError(
                "too_deep", _("The page's elements are nested too deeply to be read safely.")
            )
