"""Makes all words anew in a second table, which takes the place of the first at once.

Readers find in the first until then. What is published meanwhile has a higher key than what was there, since
entries are replaced and never changed: it is added before the second table takes over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import connection, transaction

from search.models import Text

from .choice import in_database

CHUNK: Final = 500
NEW: Final = "search_words_new"
_BEGIN: Final = {
    "sqlite": [
        f"DROP TABLE IF EXISTS {NEW}",
        f"CREATE VIRTUAL TABLE {NEW} USING fts5("
        "title, parts, summary, body, content='', tokenize='unicode61 remove_diacritics 0')",
    ],
    "postgresql": [
        f"DROP TABLE IF EXISTS {NEW}",
        f"CREATE TABLE {NEW} (entry_id bigint PRIMARY KEY, words integer[] NOT NULL)",
    ],
}
# Whoever publishes now waits until the other table is there. In SQLite he does so anyway.
_LOCK: Final = {"sqlite": [], "postgresql": ["LOCK TABLE search_words IN EXCLUSIVE MODE"]}
_TAKE_OVER: Final = {
    "sqlite": ["DROP TABLE search_words", f"ALTER TABLE {NEW} RENAME TO search_words"],
    "postgresql": [
        f"DELETE FROM {NEW} WHERE entry_id NOT IN (SELECT id FROM search_entry)",
        "DROP TABLE search_words",
        f"ALTER TABLE {NEW} RENAME TO search_words",
        "ALTER TABLE search_words ADD FOREIGN KEY (entry_id) REFERENCES search_entry (id) ON DELETE CASCADE",
        "ALTER INDEX search_words_new_words RENAME TO search_words_words",
    ],
}
_INDEX: Final = {
    "sqlite": [],
    "postgresql": [f"CREATE INDEX search_words_new_words ON {NEW} USING gin (words gin__int_ops)"],
}


def make_words_anew(progress: Callable[[int], object]) -> None:
    """Make the words of all entries anew; `progress` is called with how many are done."""
    with transaction.atomic():
        _execute(_BEGIN)
    last = done = 0
    while texts := _after(last):
        with transaction.atomic():
            in_database().add(texts, NEW)
        last, done = texts[-1].pk, done + len(texts)
        progress(done)
    _execute(_INDEX)
    with transaction.atomic():
        _execute(_LOCK)
        while texts := _after(last):
            in_database().add(texts, NEW)
            last = texts[-1].pk
        _execute(_TAKE_OVER)


def _after(last: int) -> list[Text]:
    return list(Text.objects.filter(pk__gt=last).order_by("pk")[:CHUNK])


def _execute(statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
