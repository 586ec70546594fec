"""What readers search for and open of it: written down without what may name a person."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.http import HttpRequest

from sites.delivery.copies.address import LONGEST_REMEMBERED
from sites.protection.rates import is_within

from . import lines
from .here import is_from_here
from .log import log
from .terms import terms

WINDOW = 600
# How numbers are written so that people can read them.
_SEPARATORS = re.compile(r"[\s.,·・()/\\_+\-\u2010-\u2015]+")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def note(sender: object, *, request: HttpRequest, query: str, total: int, **_more: Any) -> None:
    """Write down what a reader searched for, unless it may name a person (receives `searched`)."""
    if request.method == "GET":
        _write_down(lines.ASKED, request, query, total)


def note_opened(sender: object, *, request: HttpRequest, query: str, place: int, **_more: Any) -> None:
    """Write down at which place a reader opened a result; of whom nothing (receives `opened`)."""
    if is_from_here(request) and is_within("opened", request, terms().opened_in_ten_minutes, WINDOW):
        _write_down(lines.OPENED, request, query, place)


def _write_down(kind: str, request: HttpRequest, query: str, number: int) -> None:
    text = normal(query)
    if not text or is_personal(query):
        return
    if lines.is_robot(request.headers.get("User-Agent", "")[:LONGEST_REMEMBERED]):
        return
    line = lines.of(kind, request.get_host(), f"{number} {text}")
    if line is not None:
        log().append(line)


def normal(query: str) -> str:
    """A text as it is counted: one width and case of letters, single spaces, no longer than is kept."""
    shown = "".join(
        each if each.isprintable() else " " for each in unicodedata.normalize("NFKC", query).lower()
    )
    return " ".join(shown.split())[: terms().longest].rstrip()


def is_personal(query: str) -> bool:
    """Whether a text looks as if it held a telephone, identity or card number, or an address of mail."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", query).lower()).translate(_DIGITS)
    return bool(terms().personal.search(plain))
