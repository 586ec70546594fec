"""The order of the best of what an engine found, the same for every engine.

An engine knows how often words occur, in a title, in a text. What readers look for is told by more: whether
the title says just what was typed, what kind of thing it is, whether it is new.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from .models import Text
from .question import Group
from .text.fold import bare

# So many of the first that an engine names are put in order.
LOOKED_AT = 200
# How much each thing says; what an engine says is between 0 and 1.
WHOLE_TITLE, STRETCH, WORDS, DENSE, NEW = 4.0, 1.5, 2.0, 0.5, 0.4
HALF_OF_NEW = datetime.timedelta(days=3 * 365)


@dataclass(frozen=True)
class _Candidate:
    key: int
    title: str
    summary: str
    date: datetime.datetime | None
    weight: float


def best_first(keys: Sequence[int], pieces: Iterable[str], groups: Sequence[Group]) -> list[int]:
    """The keys of entries that an engine named, the best first.

    Args:
        pieces: what was typed, piece by piece.
        groups: what that asks for.
    """
    typed = [bare(piece) for piece in pieces]
    words = _words(groups)
    now = timezone.now()
    points = {
        each.key: _points(each, place, typed, words, now)
        for place, each in enumerate(_candidates(keys[:LOOKED_AT]))
    }
    return [*sorted(points, key=lambda key: -points[key]), *keys[LOOKED_AT:]]


def covers(title: str, groups: Sequence[Group]) -> bool:
    """Whether a title has all words of these groups."""
    return _coverage(bare(title), _words(groups)) == 1


def _words(groups: Sequence[Group]) -> list[list[tuple[str, ...]]]:
    return [[tuple(map(bare, choice)) for choice in word.choices] for group in groups for word in group.words]


def _candidates(keys: Sequence[int]) -> list[_Candidate]:
    rows = Text.objects.filter(pk__in=keys).values_list(
        "pk", "title", "summary", "entry__date", "entry__weight"
    )
    known = {row[0]: _Candidate(*row) for row in rows}
    return [known[key] for key in keys if key in known]


def _points(
    candidate: _Candidate,
    place: int,
    typed: list[str],
    words: list[list[tuple[str, ...]]],
    now: datetime.datetime,
) -> float:
    title = bare(candidate.title)
    points = 1 / (1 + place / 10)
    if title == "".join(typed):
        points += WHOLE_TITLE
    points += STRETCH * _share([piece in title for piece in typed])
    points += (
        WORDS * _coverage(title, words)
        + DENSE * _density(title, words)
        + _coverage(bare(candidate.summary), words) / 2
    )
    if candidate.date is not None:
        points += NEW * 0.5 ** (max(now - candidate.date, datetime.timedelta()) / HALF_OF_NEW)
    return points * candidate.weight


def _coverage(text: str, words: list[list[tuple[str, ...]]]) -> float:
    return _share([any(all(part in text for part in choice) for choice in word) for word in words])


def _density(title: str, words: list[list[tuple[str, ...]]]) -> float:
    """How much of a title is what was asked for."""
    said = [
        max((sum(map(len, choice)) for choice in word if all(part in title for part in choice)), default=0)
        for word in words
    ]
    return min(1.0, sum(said) / len(title)) if title else 0


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 0
