"""What the three readers produce alike: the lines and tables of a file in order, before they mean anything.

A line is one paragraph of the source, made of runs. HTML is only ever written from runs, so nothing of a
foreign file's markup is passed through.
"""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from .document import Table

MARKS: Final = ("b", "i", "sup", "sub")
LINK_SCHEMES: Final = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True)
class Run:
    """Characters that share their emphasis (`marks`, of `MARKS`) and their link (`href`, or "")."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph: `level` 1-9 when the source calls it a heading, `list_kind` "ul" or "ol" in a list."""

    runs: tuple[Run, ...]
    level: int = 0
    is_title: bool = False
    list_kind: str = ""
    list_depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    def after(self, count: int) -> "Line":
        """Return this line without the first `count` characters of its text."""
        kept: list[Run] = []
        skip = count + len("".join(run.text for run in self.runs)) - len(self._left_stripped())
        for run in self.runs:
            if skip < len(run.text):
                kept.append(replace(run, text=run.text[skip:]))
            skip = max(0, skip - len(run.text))
        return replace(self, runs=tuple(kept))

    def _left_stripped(self) -> str:
        return "".join(run.text for run in self.runs).lstrip()


Piece = Line | Table


def plain(text: str) -> Line:
    return Line((Run(text),))


def is_safe_link(href: str) -> bool:
    """Whether a link may stay: only whole addresses, for a relative one leads nowhere from our site."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return parts.scheme in LINK_SCHEMES and bool(parts.netloc or parts.path)


def render_inline(line: Line) -> str:
    """Return the HTML of the line's runs, neighbours with the same emphasis joined."""
    written = []
    for run in _trim(_join(line.runs)):
        piece = html.escape(run.text, quote=False)
        for mark in MARKS:
            if mark in run.marks:
                piece = f"<{mark}>{piece}</{mark}>"
        if run.href:
            piece = f'<a href="{html.escape(run.href)}">{piece}</a>'
        written.append(piece)
    return "".join(written)


def render_paragraph(line: Line) -> str:
    return f"<p>{render_inline(line)}</p>"


def render_list(items: Sequence[Line]) -> str:
    """Return one nested list of consecutive list lines; a depth is never skipped."""
    written: list[str] = []
    kinds: list[str] = []
    for item in items:
        depth = min(max(item.list_depth, 0), len(kinds))
        while len(kinds) > depth + 1:
            written.append(f"</li></{kinds.pop()}>")
        if len(kinds) == depth + 1:
            written.append("</li>")
            if kinds[-1] != item.list_kind:
                written.append(f"</{kinds.pop()}>")
        if len(kinds) == depth:
            kinds.append(item.list_kind)
            written.append(f"<{item.list_kind}>")
        written.append(f"<li>{render_inline(item)}")
    while kinds:
        written.append(f"</li></{kinds.pop()}>")
    return "".join(written)


def _join(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and (joined[-1].marks, joined[-1].href) == (run.marks, run.href):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _trim(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs = [replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]]
        runs = [*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())]
    return runs
