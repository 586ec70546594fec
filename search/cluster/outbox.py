"""Remembers what the cluster must be told, in the transaction of the change itself. Loads no client."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from search.models import Change
from search.signals import changed


def note(entries: Iterable[int]) -> None:
    """Remember in this transaction that the cluster must be told of these, if there is one."""
    if settings.SEARCH_URL:
        Change.objects.bulk_create([Change(entry=key) for key in entries])
        transaction.on_commit(_say_that_something_waits)


def _say_that_something_waits() -> None:
    changed.send(note)
