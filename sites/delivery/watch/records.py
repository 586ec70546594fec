"""Keeps what was found until it is gone: one open row for each address and kind, with evidence."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from sites.delivery import acts
from sites.delivery.models import PublicDifference, PublicDifferenceQuerySet
from sites.editorial import recording

from .looking import Difference, Look

logger = logging.getLogger(__name__)
# Below the data directory.
EVIDENCE = "evidence"
EXPECTED, FOUND = "expected.html", "found.html"


def known(address: str) -> PublicDifferenceQuerySet:
    """The open rows of what a look at an address can find."""
    return (
        PublicDifference.objects.open().filter(address=address).exclude(kind=PublicDifference.Kind.UNSIGNED)
    )


def settle(look: Look) -> list[Difference]:
    """Close what is there no more and note what is there still; return what is new."""
    seen = {each.kind: each for each in look.differences}
    rows = list(known(look.address))
    close(row for row in rows if row.kind not in seen)
    still = [row.pk for row in rows if row.kind in seen]
    PublicDifference.objects.filter(pk__in=still).update(last_seen=timezone.now())
    old = {row.kind for row in rows}
    return [each for each in look.differences if each.kind not in old]


def open_rows(page: Page, look: Look, new: Iterable[Difference]) -> None:
    """Keep what citizens got and what they should have got as evidence, and record each new difference."""
    new = list(new)
    folder = _keep(look) if new else ""
    for each in new:
        record(page, look.address, each, folder)


@transaction.atomic
def record(page: Page, address: str, difference: Difference, evidence: str = "") -> None:
    """Note a difference in a row, the log and the ledger, unless one of its address and kind is open."""
    now = timezone.now()
    _row, is_new = PublicDifference.objects.get_or_create(
        address=address,
        kind=difference.kind,
        gone_at=None,
        defaults={
            "page": page,
            "is_critical": difference.is_critical,
            "expected": difference.expected,
            "found": difference.found,
            "excerpt": difference.excerpt,
            "evidence": evidence,
            "first_seen": now,
            "last_seen": now,
        },
    )
    if is_new:
        logger.error("%s is not as it was signed (%s): %s", address, difference.kind, difference.excerpt)
        recording.record(
            acts.PUBLIC_DIFFERS,
            page,
            None,
            address=address,
            difference=str(difference.kind),
            excerpt=difference.excerpt,
            kept_in=evidence,
        )


def close(rows: Iterable[PublicDifference]) -> None:
    """Note that citizens get what was signed again."""
    for row in rows:
        with transaction.atomic():
            if not PublicDifference.objects.open().filter(pk=row.pk).update(gone_at=timezone.now()):
                continue
            logger.warning("%s is as it was signed again (%s).", row.address, row.kind)
            if row.page is not None:
                recording.record(acts.PUBLIC_AGREES, row.page, None, address=row.address, difference=row.kind)


def _keep(look: Look) -> str:
    name = uuid4().hex
    folder = Path(settings.DATA_DIR) / EVIDENCE / name
    folder.mkdir(parents=True)
    (folder / EXPECTED).write_text(look.expected)
    (folder / FOUND).write_text(look.found)
    return name
