"""Tells the cluster what changed: empties the outbox.

A row names an entry, not what became of it. So it does not matter how often, or in which order, rows are
sent: the cluster gets what the database says now.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.maintenance import Progress
from search.models import Change, Entry, Text

from . import index, outbox

CHUNK = 500


def send() -> int:
    """Tell the cluster all that waits; how many entries. What fails to arrive goes on waiting.

    Raises:
        helpers.BulkIndexError: the cluster refused one of them.
        elastic_transport.TransportError: it does not answer.
    """
    if not index.exists():
        rebuild(lambda *_done: None)
    sent = 0
    while rows := list(Change.objects.order_by("pk")[:CHUNK]):
        keys = {row.entry for row in rows}
        texts = list(Text.objects.select_related("entry").filter(pk__in=keys))
        index.send(texts, keys - {text.pk for text in texts})
        Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
        sent += len(keys)
    return sent


def rebuild(progress: Progress) -> None:
    """Fill a new index with all entries, and let readers ask it.

    What changed meanwhile was told to the old index: it is compared afterwards, and told to the new one.
    """
    # All that waits now is in what is read from here on.
    known = list(Change.objects.values_list("pk", flat=True))
    name, last, done = index.create(), 0, 0
    while texts := _after(last):
        index.send(texts, [], name)
        last, done = texts[-1].pk, done + len(texts)
        progress("cluster", done, max(done, Entry.objects.count()))
    index.take_over(name)
    for start in range(0, len(known), CHUNK):
        Change.objects.filter(pk__in=known[start : start + CHUNK]).delete()
    settle()
    send()


def settle() -> int:
    """Compare the cluster with the entries, and note what differs; how many entries."""
    if not index.exists():
        rebuild(lambda *_done: None)
    missing, left_over = differences()
    outbox.note([*missing, *left_over])
    return len(missing) + len(left_over)


def differences() -> tuple[list[int], list[int]]:
    """Entries that the cluster misses, and those it has that are gone."""
    known = set(index.keys())
    entries = set(Entry.objects.values_list("pk", flat=True))
    return sorted(entries - known), sorted(known - entries)


def _after(last: int) -> Sequence[Text]:
    return list(Text.objects.select_related("entry").filter(pk__gt=last).order_by("pk")[:CHUNK])
