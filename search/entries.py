"""Keeps the entries of what was published: their texts, words and names."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from . import calls, terms
from .documents import Document
from .engines.base import Engine
from .engines.postgresql import PostgreSQL
from .engines.sqlite import SQLite
from .models import Call, Entry, Text
from .text import words


def engine() -> Engine:
    """The engine of the database in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


@transaction.atomic
def put(source: str, documents: Iterable[Document]) -> None:
    """Keep these in the place of what there was of them."""
    given = list(documents)
    remove(source, [each.key for each in given])
    entries = Entry.objects.bulk_create([_entry(source, each) for each in given])
    texts = Text.objects.bulk_create([_text(entry, each) for entry, each in zip(entries, given, strict=True)])
    Call.objects.bulk_create(
        call
        for entry, each in zip(entries, given, strict=True)
        for call in calls.of(entry, [each.title, *each.numbers])
    )
    terms.keep(texts)
    engine().add(texts)


def remove(source: str, keys: Iterable[str]) -> None:
    """Let nothing of these be found any more."""
    Entry.objects.filter(source=source, key__in=list(keys)).delete()


def _entry(source: str, document: Document) -> Entry:
    return Entry(
        source=source,
        key=document.key,
        site_id=document.site,
        kind=document.kind,
        year=timezone.localtime(document.date).year if document.date else None,
        department=document.department,
        subject=document.subject,
        validity=document.validity,
        date=document.date,
        weight=document.weight,
        version=words.VERSION,
    )


def _text(entry: Entry, document: Document) -> Text:
    return Text(
        entry=entry,
        title=document.title,
        summary=document.summary,
        body=document.body,
        numbers="\n".join(document.numbers),
    )
