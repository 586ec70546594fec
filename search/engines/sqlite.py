"""Words in a full-text table (FTS5) of the SQLite that has the entries.

The table keeps words, not texts. Rows are never deleted: an entry that changes is another one, and a row
whose entry is gone is joined to nothing, until the table is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from search.models import Text
from search.question import Found, Group, Question, Word

from .base import TABLE, Indexed
from .statement import combined, run

# Of a word in the title, a part of the title, the summary, the text.
WEIGHTS = "8.0, 2.0, 3.0, 1.0"
# Only who wants the best first needs a score of each.
_SCORES = {"best": f"-bm25(search_words, {WEIGHTS})", "newest": "0.0"}
_HITS = "SELECT rowid AS id, {score} AS score FROM search_words WHERE search_words MATCH %s"
_AMONG = "search_entry.id IN (SELECT value FROM json_each(%s))"


class SQLite:
    def add(self, texts: Iterable[Text], table: str = TABLE) -> None:
        rows: list[list[int | str]] = [
            [of.entry, *map(" ".join, (of.title, of.parts, of.summary, of.body))]
            for of in map(Indexed.of, texts)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (rowid, title, parts, summary, body) VALUES (%s, %s, %s, %s, %s)",
                rows,
            )

    def find(self, question: Question, count: int) -> Found:
        columns = "title" if question.only_titles else "title summary body"

        def one(group: Group) -> str:
            return _group(group, columns)

        expression = combined(question.groups, question.needed, " AND ", " OR ", one)
        if question.excluded:
            expression = f"({expression}) NOT ({' OR '.join(map(one, question.excluded))})"
        return run(_HITS.format(score=_SCORES[question.order]), [expression], question, count, _AMONG)


def _group(group: Group, columns: str) -> str:
    """In the language of FTS5, in which what somebody typed stands between quotation marks only."""
    choices = []
    if group.words:
        choices.append(f"{{{columns}}} : ({' AND '.join(map(_word, group.words))})")
    if group.parts:
        choices.append(f"{{parts}} : ({_all(group.parts)})")
    return f"({' OR '.join(choices)})"


def _word(word: Word) -> str:
    return f"({' OR '.join(f'({_all(choice)})' for choice in word.choices)})"


def _all(words: Iterable[str]) -> str:
    return " AND ".join(map(quoted, words))


def quoted(word: str) -> str:
    """As a word of a question, whatever characters it has."""
    return '"' + word.replace('"', '""') + '"'
