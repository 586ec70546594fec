"""Keeps the entries of what was published: their texts, words and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from . import calls, terms
from .cluster import outbox
from .documents import Document
from .engines.choice import in_database
from .models import Call, Entry, Text
from .text import words


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
    in_database().add(texts)
    outbox.note(entry.pk for entry in entries)


def renew(source: str, documents: Sequence[Document]) -> None:
    """Keep these where they are not what is kept; entries that say the same stay."""
    keys = [each.key for each in documents]
    texts = Text.objects.select_related("entry").filter(entry__source=source, entry__key__in=keys)
    kept = {text.entry.key: _said(text.entry, text) for text in texts}
    put(source, [each for each in documents if kept.get(each.key) != _said_by(source, each)])


@transaction.atomic
def remove(source: str, keys: Iterable[str]) -> None:
    """Let nothing of these be found any more."""
    entries = Entry.objects.filter(source=source, key__in=list(keys))
    outbox.note(entries.values_list("pk", flat=True))
    entries.delete()


def keys_between(source: str, first: str, last: str) -> list[str]:
    """Those of the entries from one key to another, both included."""
    return list(Entry.objects.filter(source=source, key__range=(first, last)).values_list("key", flat=True))


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


def _said_by(source: str, document: Document) -> list[object]:
    entry = _entry(source, document)
    return _said(entry, _text(entry, document))


def _said(entry: Entry, text: Text) -> list[object]:
    """All that an entry and its text say."""
    return [
        getattr(row, field.attname)
        for row in (entry, text)
        for field in row._meta.concrete_fields
        if not field.primary_key
    ]
