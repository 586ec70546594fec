"""What somebody may be about to type: words of titles, by characters or sound, and whole titles."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from .engines import choice
from .models import Entry, Term
from .question import Question, groups
from .terms import UsedTerm, used_terms
from .text.fold import fold
from .text.typed import parse
from .vocabulary import vocabulary

MOST_WORDS, MOST_TITLES = 5, 5
SHORTEST = 2
_LOOKED_AT = 60


def suggestions(typed: str, sites: Sequence[int]) -> list[str]:
    """At most ten texts to search for, each of which finds something on `sites`."""
    last = fold(typed.split()[-1]) if typed.split() else ""
    before = typed.rstrip()[: len(typed.rstrip()) - len(last)]
    found = [f"{before}{word}" for word in _words(last, sites)]
    return list(dict.fromkeys([*found, *_titles(typed, sites)]))


def _words(beginning: str, sites: Sequence[int]) -> list[str]:
    if len(beginning) < SHORTEST and beginning.isascii():
        return []
    condition = _begins("text", beginning)
    if beginning.isascii() and beginning.isalpha():
        condition |= _begins("sound", beginning) | _begins("initials", beginning)
    likely = Term.objects.filter(condition).order_by("text")[:_LOOKED_AT]
    terms = used_terms(Term.objects.filter(pk__in=[term.pk for term in likely]), sites)
    whole = [term for term in terms if term.text != beginning and not _is_piece(term, terms)]
    return [term.text for term in whole][:MOST_WORDS]


def _is_piece(term: UsedTerm, terms: Sequence[UsedTerm]) -> bool:
    """Whether it stands in titles only as the beginning of a longer word, as 公积 of 公积金 does."""
    return any(
        other.text.startswith(term.text) and other.uses >= term.uses
        for other in terms
        if len(other.text) > len(term.text)
    )


def _begins(field: str, beginning: str) -> Q:
    """Texts that begin so, along the index of the field."""
    if connection.vendor == "sqlite":
        # Its LIKE looks through all of them.
        return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + "\U0010ffff"})
    return Q(**{f"{field}__startswith": beginning})


def _titles(typed: str, sites: Sequence[int]) -> list[str]:
    wanted = groups(parse(typed), vocabulary())
    if not wanted:
        return []
    question = Question(
        wanted, len(wanted), sites=tuple(sites), order="newest", only_titles=True, counted=False
    )
    found = choice.find(question, MOST_TITLES)
    titles = Entry.objects.filter(pk__in=found.keys).values_list("pk", "text__title")
    known = dict(titles)
    return [known[key] for key in found.keys if key in known]
