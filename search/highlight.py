"""Marks what was looked for in what is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text.fold import fold

LENGTH, BEFORE = 140, 30
_BETWEEN = " — "


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_match: bool


def marked(text: str, words: list[str]) -> list[Piece]:
    """All of `text` in pieces; a longer word goes before one that begins it."""
    pieces, done = [], 0
    for start, end in _places(text, words):
        pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    return [piece for piece in [*pieces, Piece(text[done:], False)] if piece.text]


def excerpt(summary: str, body: str, words: list[str]) -> list[Piece]:
    """The summary when it has one of the words, else what stands around the first of them in the text."""
    if _places(summary, words) or not body:
        return marked(_shortened(summary, 0), words)
    places = _places(body, words)
    if not places:
        return marked(_shortened(summary or body, 0), words)
    return marked(_shortened(body, max(0, places[0][0] - BEFORE)), words)


def led_excerpt(summary: str, body: str, words: list[str]) -> list[Piece]:
    """The summary, and what stands around the first of the words in the text."""
    lead = marked(_shortened(summary, 0), words)
    return [*lead, Piece(_BETWEEN, False), *excerpt("", body, words)] if lead and body else lead


def _shortened(text: str, start: int) -> str:
    shown = " ".join(text[start : start + LENGTH].split())
    return f"{'…' if start else ''}{shown}{'…' if start + LENGTH < len(text) else ''}"


def _places(text: str, words: list[str]) -> list[tuple[int, int]]:
    folded = sorted({fold(word) for word in words if word}, key=len, reverse=True)
    if not folded:
        return []
    return [found.span() for found in re.finditer("|".join(map(re.escape, folded)), fold(text))]
