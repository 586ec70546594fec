"""Keeps the entries of what was published: their texts, words and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from . import calls, terms
from .cluster import outbox
from .documents import Document
from .engines.choice import in_database
from .models import Call, Entry, Text, Use
from .text import words

_MANY = 500


@transaction.atomic
def put(source: str, documents: Iterable[Document]) -> None:
    """Keep these in the place of what there was of them."""
    given = list(documents)
    remove(source, [each.key for each in given])
    entries = Entry.objects.bulk_create(
        [Entry(source=source, key=each.key, **_of_entry(each)) for each in given]
    )
    texts = Text.objects.bulk_create(
        [Text(entry=entry, **_of_text(each)) for entry, each in zip(entries, given, strict=True)]
    )
    Call.objects.bulk_create(
        call
        for entry, each in zip(entries, given, strict=True)
        for call in calls.of(entry, [each.title, *each.numbers])
    )
    terms.keep(texts)
    in_database().add(texts)
    outbox.note(entry.pk for entry in entries)


def renew(source: str, documents: Sequence[Document]) -> None:
    """Keep these where they are not what is kept; entries that say the same stay."""
    if not documents:
        return
    keys = [each.key for each in documents]
    said = {each.key: {**_of_entry(each), **_of_text(each)} for each in documents}
    columns = [*(f"entry__{name}" for name in _of_entry(documents[0])), *_of_text(documents[0])]
    texts = Text.objects.filter(entry__source=source, entry__key__in=keys)
    kept = {key: values for key, *values in texts.values_list("entry__key", *columns)}
    put(source, [each for each in documents if kept.get(each.key) != list(said[each.key].values())])


@transaction.atomic
def remove(source: str, keys: Iterable[str]) -> None:
    """Let nothing of these be found any more."""
    entries = list(Entry.objects.filter(source=source, key__in=list(keys)).values_list("pk", flat=True))
    outbox.note(entries)
    for start in range(0, len(entries), _MANY):
        _delete(entries[start : start + _MANY])


def keys_between(source: str, first: str, last: str) -> list[str]:
    """Those of the entries from one key to another, both included."""
    return list(Entry.objects.filter(source=source, key__range=(first, last)).values_list("key", flat=True))


def _delete(entries: list[int]) -> None:
    """Delete entries and what hangs on them.

    Django would read every row first, because Wagtail listens to deletions of whatever model.
    """
    places = ", ".join(["%s"] * len(entries))
    with connection.cursor() as cursor:
        for model, column in ((Use, "entry_id"), (Call, "entry_id"), (Text, "entry_id"), (Entry, "id")):
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {column} IN ({places})", entries)  # noqa: S608


def _of_entry(document: Document) -> dict[str, Any]:
    """What an entry says of a document, by its columns."""
    return {
        "site_id": document.site,
        "kind": document.kind,
        "year": timezone.localtime(document.date).year if document.date else None,
        "department": document.department,
        "subject": document.subject,
        "validity": document.validity,
        "date": document.date,
        "weight": document.weight,
        "version": words.VERSION,
    }


def _of_text(document: Document) -> dict[str, str]:
    """The texts of a document, by the columns that keep them."""
    return {
        "title": document.title,
        "summary": document.summary,
        "body": document.body,
        "numbers": "\n".join(document.numbers),
    }
