"""The answer itself, above the results: the key facts for which a reader would open one of the first."""

from __future__ import annotations

from dataclasses import dataclass

from .calls import call_of
from .finding import Asked, Hit, Results
from .models import Entry
from .question import groups, single
from .ranking import covers
from .sources import sources
from .vocabulary import vocabulary

# Where the thing that is meant stands at the latest.
FIRST = 3


@dataclass(frozen=True)
class Answer:
    """A result with its key facts, each a label and a text."""

    hit: Hit
    facts: list[tuple[str, str]]


def answer_in(found: Results, asked: Asked) -> Answer | None:
    """The answer among the first results: to what was called by its number, or by all its telling words."""
    telling = single(groups(found.typed, vocabulary()))
    called = set(Entry.objects.filter(call__name=call_of(asked.query)).values_list("pk", flat=True))
    # The shorter the title, the more of it was asked for.
    for hit in sorted(found.hits[:FIRST], key=lambda hit: (hit.key not in called, len(_title(hit)))):
        title = _title(hit)
        if hit.key in called or (telling and covers(title, telling)):
            entry = Entry.objects.get(pk=hit.key)
            facts = sources()[entry.source].facts(entry.key)
            if facts:
                return Answer(hit, facts)
    return None


def _title(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.title)
