"""Keeps the entries of what was published, and their words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from .documents import Document
from .engines.base import Engine
from .engines.postgresql import PostgreSQL
from .engines.sqlite import SQLite
from .models import Entry
from .text import words


def engine() -> Engine:
    """The engine of the database in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


@transaction.atomic
def put(source: str, documents: Iterable[Document]) -> None:
    """Keep these in the place of what there was of them."""
    entries = [
        Entry(
            source=source,
            key=each.key,
            site_id=each.site,
            kind=each.kind,
            title=each.title,
            summary=each.summary,
            body=each.body,
            date=each.date,
            version=words.VERSION,
        )
        for each in documents
    ]
    remove(source, [entry.key for entry in entries])
    engine().add(Entry.objects.bulk_create(entries))


def remove(source: str, keys: Iterable[str]) -> None:
    """Let nothing of these be found any more."""
    Entry.objects.filter(source=source, key__in=list(keys)).delete()
