"""Keeps the words of titles, by which suggestions are made and slips of the pen are put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet

from .models import Slip, Term, Text, Use
from .text.fold import fold
from .text.sound import initials, sound
from .text.words import joined, stop_words, wanted, within

SHORTEST, LONGEST, LONGEST_WHOLE = 2, 12, 10
# Of two characters, one left out says nothing.
SHORTEST_WITH_SLIPS, LONGEST_WITH_SLIPS = 3, 8
_MANY = 500
_BETWEEN_WORDS = re.compile(r"\W+")


def keep(texts: Iterable[Text]) -> None:
    """Note which words the titles of new entries have."""
    used = {text.pk: words_of(text.title) for text in texts}
    keys = _keys({word for words in used.values() for word in words})
    rows = [[keys[word], entry] for entry, words in used.items() for word in words]
    # A dozen rows of two numbers for each entry: as objects they would take as long as all its words.
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {Use._meta.db_table} (term_id, entry_id) VALUES (%s, %s)", rows)  # noqa: S608


def words_of(title: str) -> list[str]:
    """What somebody may look for of a title, each once: its words, those within them, a short whole."""
    found: list[str] = []
    for stretch in _BETWEEN_WORDS.split(fold(title)):
        whole = [stretch] if len(stretch) <= LONGEST_WHOLE else []
        found += [*joined(wanted(stretch)), *within(stretch), *whole]
    return [
        word
        for word in dict.fromkeys(found)
        if SHORTEST <= len(word) <= LONGEST and not word.isdigit() and word not in stop_words()
    ]


def slips(word: str) -> set[str]:
    """The word with one character left out, in each way."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


class UsedTerm(NamedTuple):
    """A word that titles have, how it sounds, and how many titles have it."""

    pk: int
    text: str
    sound: str
    uses: int


def used_terms(terms: QuerySet[Term], sites: Sequence[int]) -> list[UsedTerm]:
    """Those of `terms` that titles on `sites` have, most used first."""
    rows = {row[0]: row for row in terms.order_by().distinct().values_list("pk", "text", "sound")}
    # In a question of its own: as part of the other, PostgreSQL counts the uses of far more words.
    uses = Use.objects.filter(term__in=list(rows), entry__site__in=sites)
    counts = uses.order_by().values_list("term").annotate(number=Count("entry"))
    used = [UsedTerm(*rows[key], number) for key, number in counts]
    return sorted(used, key=lambda each: (-each.uses, each.pk))


def forget_unused() -> None:
    """Delete words that no title has any more."""
    Term.objects.filter(~Exists(Use.objects.filter(term=OuterRef("pk")))).delete()


def _keys(words: set[str]) -> dict[str, int]:
    known = dict(Term.objects.filter(text__in=words).values_list("text", "pk"))
    new = sorted(words - known.keys())
    if new:
        # Somebody may publish the same word at the same moment.
        Term.objects.bulk_create(
            [Term(text=word, sound=sound(word), initials=initials(word)) for word in new],
            ignore_conflicts=True,
        )
        created = dict(Term.objects.filter(text__in=new).values_list("text", "pk"))
        Slip.objects.bulk_create(
            [
                Slip(term_id=key, text=slip)
                for word, key in created.items()
                if SHORTEST_WITH_SLIPS <= len(word) <= LONGEST_WITH_SLIPS
                for slip in slips(word)
            ],
            batch_size=_MANY,
        )
        known |= created
    return known
