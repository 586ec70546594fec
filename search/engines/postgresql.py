"""Words as a `tsvector` beside the entries in PostgreSQL, whose own parser knows no Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from search.models import Text
from search.question import Found, Group, Question, Word

from .base import TABLE, Indexed
from .statement import combined, run

# Of a word in the text, the summary, a part of the title, the title: the letters D, C, B, A.
WEIGHTS = "{0.1, 0.3, 0.2, 0.8}"
# Parts of the title stand in the same vector as words, and must not be taken for them.
PART = "="
# PostgreSQL knows no later place, no more places of one word, and no word of more than 2,046 bytes.
LAST_PLACE, MOST_PLACES, LONGEST = 16_383, 255, 500
# ts_rank knows nothing of how long a text is: 1 divides by the logarithm of its length.
# Only who wants the best first needs a score of each.
_SCORES = {"best": f"ts_rank('{WEIGHTS}', words, query, 1)", "newest": "0.0"}
_HITS = """
SELECT entry_id AS id, {score} AS score
FROM search_words, CAST(%s AS tsquery) query WHERE words @@ query
"""
_AMONG = "search_entry.id IN (SELECT CAST(json_array_elements_text(CAST(%s AS json)) AS bigint))"


class PostgreSQL:
    def add(self, texts: Iterable[Text], table: str = TABLE) -> None:
        rows: list[list[int | str]] = [[of.entry, _vector(of)] for of in map(Indexed.of, texts)]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} (entry_id, words) VALUES (%s, %s::tsvector)", rows)

    def find(self, question: Question, count: int) -> Found:
        letters = ":A" if question.only_titles else ""

        def one(group: Group) -> str:
            return _group(group, letters)

        expression = combined(question.groups, question.needed, " & ", " | ", one)
        if question.excluded:
            expression = f"({expression}) & !({' | '.join(map(one, question.excluded))})"
        return run(_HITS.format(score=_SCORES[question.order]), [expression], question, count, _AMONG)


def _vector(of: Indexed) -> str:
    # Each word of a text once: more places take room and say little. None at all would have any weight.
    body = list(dict.fromkeys(of.body))
    return vector({"A": of.title, "B": [PART + part for part in of.parts], "C": of.summary, "D": body})


def vector(words: Mapping[str, list[str]]) -> str:
    """A `tsvector` of words by the letters of their weights."""
    places: dict[str, list[str]] = {}
    for weight, weighed in words.items():
        for place, word in enumerate(weighed, start=1):
            known = places.setdefault(word, [])
            if len(known) < MOST_PLACES:
                known.append(f"{min(place, LAST_PLACE)}{weight}")
    return " ".join(f"{quoted(word)}:{','.join(found)}" for word, found in places.items())


def _group(group: Group, letters: str) -> str:
    choices = []
    if group.words:
        choices.append(f"({' & '.join(_word(word, letters) for word in group.words)})")
    if group.parts:
        choices.append(f"({' & '.join(quoted(PART + part) for part in group.parts)})")
    return f"({' | '.join(choices)})"


def _word(word: Word, letters: str) -> str:
    choices = (" & ".join(quoted(each) + letters for each in choice) for choice in word.choices)
    return f"({' | '.join(f'({choice})' for choice in choices)})"


def quoted(word: str) -> str:
    """As a word of a vector or a question, whatever characters it has."""
    escaped = word[:LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
