"""The one format in which visits are written down before they are counted; nginx writes the first kind, too.

A line is `<seconds>\\t<kind>\\t<host>\\t<what>\\n`, in UTF-8, seconds since 1970 with or without fractions:

    read     what: path of the page, as in the address
    asked    what: number of results, a space, the text that was searched for
    opened   what: place of the result that was opened, a space, the text that was searched for
    answered what: key of the page, a space, code of the answer

No line says anything about who it was.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from sites.delivery.copies.address import HOST, LONGEST_REMEMBERED, REMEMBERED

from .terms import terms

READ, ASKED, OPENED, ANSWERED = "read", "asked", "opened", "answered"
# Longer than any address of a page; a longer line is nobody's.
LONGEST = 2500
# Pages end with a slash. The office and links to sign are nobody's business; what no page can be is left out.
_PATH = re.compile(
    r"/(?!(?:admin|sign|search|static|media|documents)/)(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}/){0,12}"
)
_FEED = "/feed/"
_TIME = re.compile(r"[0-9]{9,11}(?:\.[0-9]{1,6})?")
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Line:
    """What one line says; `day` in office time."""

    day: datetime.date
    kind: str
    host: str
    what: str

    @property
    def number(self) -> int:
        """The number with which `what` begins, of those kinds that have one."""
        return int(self.what.partition(" ")[0])

    @property
    def text(self) -> str:
        return self.what.partition(" ")[2]


@lru_cache(maxsize=1024)
def is_robot(agent: str) -> bool:
    """Whether what calls itself `agent` is no reader, or does not say; cut off at `LONGEST_REMEMBERED`."""
    return not agent or bool(terms().robots.search(agent))


def of_reading(host: str, path: str) -> bytes | None:
    """What stands behind the time when `path` was read; None when no page can be there.

    Args:
        host: as in the request, with or without a port.
    """
    is_short = len(host) + len(path) <= LONGEST_REMEMBERED
    return (_remembered if is_short else _of_reading)(host, path)


def _of_reading(host: str, path: str) -> bytes | None:
    if not _PATH.fullmatch(path) or path.endswith(_FEED):
        return None
    return of(READ, host, path)


_remembered = lru_cache(maxsize=REMEMBERED)(_of_reading)


def of(kind: str, host: str, what: str) -> bytes | None:
    """What stands in a line behind its time; None when `host` is no name of a host."""
    name = host.partition(":")[0].lower()
    if not HOST.fullmatch(name):
        return None
    return f"\t{kind}\t{name}\t{what}\n".encode()


def parsed(line: bytes) -> Line | None:
    """A line without its end; None when it is torn, too long, or not of the format."""
    if len(line) > LONGEST:
        return None
    try:
        time, kind, host, what = line.decode().split("\t")
    except ValueError:
        return None
    is_whole = _TIME.fullmatch(time) and HOST.fullmatch(host) and what.isprintable()
    if not (is_whole and _is_of_kind(kind, what)):
        return None
    moment = datetime.datetime.fromtimestamp(float(time), tz=datetime.UTC)
    return Line(timezone.localdate(moment), kind, host, what)


def _is_of_kind(kind: str, what: str) -> bool:
    if kind == READ:
        return bool(_PATH.fullmatch(what))
    number, _space, text = what.partition(" ")
    return kind in {ASKED, OPENED, ANSWERED} and bool(_COUNT.fullmatch(number) and text)
