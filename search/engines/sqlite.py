"""Words in a full-text table (FTS5) of the SQLite that has the entries.

The table keeps words, not texts. Rows are never deleted: an entry that changes is another one, and a row
whose entry is gone is joined to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from search.models import Entry

from .base import Found, Wanted, indexed, look_up

# Of a word in the title, a part of the title, the summary, the text.
WEIGHTS = "8.0, 2.0, 3.0, 1.0"
_HITS = """
FROM search_words JOIN search_entry ON search_entry.id = search_words.rowid
WHERE search_words MATCH %s AND search_entry.site_id = %s
"""


class SQLite:
    def add(self, entries: Iterable[Entry]) -> None:
        rows: list[list[int | str]] = [
            [entry.pk, *(" ".join(part) for part in indexed(entry))] for entry in entries
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, parts, summary, body) VALUES (%s, %s, %s, %s, %s)",
                rows,
            )

    def find(self, site: int, wanted: list[Wanted], start: int, stop: int) -> Found:
        expression = " AND ".join(f"({_expression(each)})" for each in wanted)
        order = f"ORDER BY bm25(search_words, {WEIGHTS}), search_entry.date DESC, search_entry.id DESC"
        return look_up(_HITS, [expression, site], order, [], start, stop)


def _expression(wanted: Wanted) -> str:
    """In the language of FTS5, in which what somebody typed stands between quotation marks only."""
    choices = []
    if wanted.words:
        choices.append(f"{{title summary body}} : ({_all(wanted.words)})")
    if wanted.parts:
        choices.append(f"{{parts}} : ({_all(wanted.parts)})")
    return " OR ".join(choices)


def _all(words: list[str]) -> str:
    return " AND ".join(map(quoted, words))


def quoted(word: str) -> str:
    """As a word of a question, whatever characters it has."""
    return '"' + word.replace('"', '""') + '"'
