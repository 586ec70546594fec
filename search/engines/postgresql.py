"""Words as a `tsvector` beside the entries in PostgreSQL, whose own parser knows no Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from search.models import Entry

from .base import Found, Wanted, indexed, look_up

# Of a word in the text, the summary, a part of the title, the title: the letters D, C, B, A.
WEIGHTS = "{0.1, 0.3, 0.2, 0.8}"
# Parts of the title stand in the same vector as words, and must not be taken for them.
PART = "="
# PostgreSQL knows no later place, no more places of one word, and no word of more than 2,046 bytes.
LAST_PLACE, MOST_PLACES, LONGEST = 16_383, 255, 500
_HITS = """
FROM search_words JOIN search_entry ON search_entry.id = search_words.entry_id
WHERE search_words.words @@ %s::tsquery AND search_entry.site_id = %s
"""


class PostgreSQL:
    def add(self, entries: Iterable[Entry]) -> None:
        rows: list[list[int | str]] = [[entry.pk, _vector(entry)] for entry in entries]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_words (entry_id, words) VALUES (%s, %s::tsvector)", rows)

    def find(self, site: int, wanted: list[Wanted], start: int, stop: int) -> Found:
        expression = " & ".join(f"({_expression(each)})" for each in wanted)
        rank = f"ts_rank('{WEIGHTS}', search_words.words, %s::tsquery)"
        order = f"ORDER BY {rank} DESC, search_entry.date DESC NULLS LAST, search_entry.id DESC"
        return look_up(_HITS, [expression, site], order, [expression], start, stop)


def _vector(entry: Entry) -> str:
    title, parts, summary, body = indexed(entry)
    return vector({"A": title, "B": [PART + part for part in parts], "C": summary, "D": body})


def vector(words: Mapping[str, list[str]]) -> str:
    """A `tsvector` of words by the letters of their weights."""
    places: dict[str, list[str]] = {}
    for weight, weighed in words.items():
        for place, word in enumerate(weighed, start=1):
            known = places.setdefault(word, [])
            if len(known) < MOST_PLACES:
                known.append(f"{min(place, LAST_PLACE)}{weight}")
    return " ".join(f"{quoted(word)}:{','.join(found)}" for word, found in places.items())


def _expression(wanted: Wanted) -> str:
    choices = [wanted.words, [PART + part for part in wanted.parts]]
    return " | ".join(f"({' & '.join(map(quoted, words))})" for words in choices if words)


def quoted(word: str) -> str:
    """As a word of a vector or a question, whatever characters it has."""
    escaped = word[:LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
