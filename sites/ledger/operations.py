"""Appending to the ledger, and checking all of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.db import models, transaction

from . import chain, heads, mirror
from .models import Entry, Head
from .registry import ACTS, WITNESSES, Discrepancy

CHUNK = 2000
TITLE_LENGTH = 255


@transaction.atomic
def append(
    act: str,
    *,
    by: models.Model | None = None,
    subject: models.Model | None = None,
    site: str = "",
    step: str = "",
    content_digest: str = "",
    detail: dict | None = None,
) -> Entry:
    """Record an act in the transaction in which it is done.

    Args:
        act: a code declared in an `acts.py`.
        by: the user who acts; nobody when the system does it by itself.
        subject: what the act is about, a saved row.
        site: code of the site.
        content_digest: digest of the canonical form of what the act is about.
        detail: further facts; JSON.

    Raises:
        ValueError: nobody declared the act.
    """
    if act not in ACTS:
        raise ValueError(f"Nobody declared the act {act}.")
    # The lock makes appending one after the other; SQLite locks as a whole instead.
    head = Head.objects.select_for_update().get()
    row = {
        "number": head.number + 1,
        "at": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "act": act,
        "actor": str(by.pk) if by else "",
        "actor_name": str(by)[:150] if by else "",
        "site": site,
        "subject_type": subject._meta.label_lower if subject else "",
        "subject": str(subject.pk) if subject else "",
        "subject_title": str(subject)[:TITLE_LENGTH] if subject else "",
        "step": step,
        "content_digest": content_digest,
        "detail": chain.canonical(detail or {}),
        "algorithm": settings.LEDGER_ALGORITHM,
        "previous": head.digest,
    }
    row["digest"] = chain.entry_digest(row)
    entry = Entry(**row)
    entry.save(force_insert=True)
    Head.objects.filter(pk=head.pk).update(number=entry.number, digest=entry.digest)
    transaction.on_commit(lambda: mirror.tell("ledger", row), robust=True)
    return entry


def rows() -> Iterator[dict]:
    """All entries by number, as an export has them."""
    return Entry.objects.order_by("number").values(*chain.FIELDS, "digest").iterator(chunk_size=CHUNK)


def faults() -> Iterator[chain.Fault]:
    """What is wrong with the chain: altered, removed or reordered rows, and a head that does not fit."""
    head = Head.objects.get()
    known = {**heads.published(), **({head.number: head.digest} if head.number else {})}
    yield from chain.faults(rows(), known)


def faults_among(entries: models.QuerySet[Entry]) -> list[chain.Fault]:
    """What is wrong with some entries: each against its digest, its two neighbours and the public heads.

    A change that also rewrites all that follows up to a neighbour of none of them is found by `faults` alone.
    """
    numbers = entries.order_by().values("number")
    before = entries.order_by().annotate(beside=models.F("number") - 1).values("beside")
    after = entries.order_by().annotate(beside=models.F("number") + 1).values("beside")
    near = models.Q(number__in=numbers) | models.Q(number__in=before) | models.Q(number__in=after)
    known = heads.published()
    wanted = set(entries.values_list("number", flat=True))
    last = Head.objects.get().number
    found, previous, there = [], None, set()
    rows_near = Entry.objects.filter(near | models.Q(number__in=known)).order_by("number")
    for row in rows_near.values(*chain.FIELDS, "digest"):
        number = row["number"]
        there.add(number)
        if row["digest"] != chain.entry_digest(row):
            found.append(chain.Fault(number, chain.ALTERED))
        if row["previous"] != _digest_before(number, previous, row["previous"]):
            found.append(chain.Fault(number, chain.UNLINKED))
        if known.get(number, row["digest"]) != row["digest"]:
            found.append(chain.Fault(number, chain.HEAD_DIFFERS))
        previous = row
    beside = {number + step for number in wanted for step in (-1, 1)}
    gone = {number for number in beside if 1 <= number <= last} - there
    return found + [chain.Fault(number, chain.MISSING) for number in sorted(gone)]


def _digest_before(number: int, previous: dict | None, said: str) -> str:
    """The digest that entry `number` has to name; what it says itself without its predecessor at hand."""
    if number == 1:
        return chain.BEGINNING
    return previous["digest"] if previous and previous["number"] == number - 1 else said


def discrepancies() -> Iterator[Discrepancy]:
    """What is not as the ledger says it was approved."""
    for compare in WITNESSES:
        yield from compare()
