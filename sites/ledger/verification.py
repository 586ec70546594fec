"""Checking all of the ledger from the audit desk: in the background, with the result in the ledger itself."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task

from . import acts, chain, operations
from .models import Entry, Head

# So many problems are named one by one; `manage.py ledger verify` names all.
NAMED = 50
# A check that was begun longer ago than it may take is not under way any more.
LIMIT = datetime.timedelta(hours=2)


@transaction.atomic
def start(by: models.Model) -> None:
    """Have all entries and everything that is live checked; `by` asked for it."""
    operations.append(acts.VERIFICATION_STARTED, by=by)
    verify_ledger.enqueue(by.pk)


@background_task(title=_("Verify the ledger"), max_attempts=2, limit=LIMIT)
def verify_ledger(asked_by: int) -> None:
    """Check everything and record the result in the name of who asked for it."""
    # The number that was reached when the check began; later entries are the next one's.
    entries = Head.objects.get().number
    problems = [_fault(fault) for fault in operations.faults()]
    problems += [f"{one.subject}：{one.sentence}" for one in operations.discrepancies()]
    by = get_user_model().objects.filter(pk=asked_by).first()
    detail = {"entries": entries, "found": len(problems), "problems": problems[:NAMED]}
    operations.append(acts.VERIFIED, by=by, detail=detail)


def results() -> models.QuerySet[Entry]:
    """The results of all checks, newest first; each with `details` entries, found, problems."""
    return Entry.objects.filter(act=acts.VERIFIED).order_by("-number")


def is_under_way() -> bool:
    """Whether a check was begun that has no result yet."""
    begun = Entry.objects.filter(act=acts.VERIFICATION_STARTED).order_by("-number").first()
    if begun is None or results().filter(number__gt=begun.number).exists():
        return False
    moment = parse_datetime(begun.at)
    return moment is not None and moment > timezone.now() - LIMIT


def last_result() -> dict[str, Any] | None:
    """When all of the ledger was last checked (`at`, aware), how many `entries` and problems (`found`)."""
    entry = results().first()
    return {**entry.details, "at": parse_datetime(entry.at)} if entry else None


def _fault(fault: chain.Fault) -> str:
    return f"第{fault.number}条：{chain.MEANINGS[fault.kind]}"
