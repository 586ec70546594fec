"""Checks everything that is live, and keeps what was found until it is gone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from sites.pages.models import GovPage

from . import likeness
from .checking import Finding, check
from .models import LiveFinding, RuleOverride
from .registry import edition

BATCH = 50


def check_everything() -> int:
    """Check all live pages, in batches that are each complete when the next begins.

    Returns:
        The number of pages that were checked.
    """
    live = Page.objects.live()
    keys = list(live.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        _check_batch(keys[start : start + BATCH])
    LiveFinding.objects.open().exclude(page__in=live).update(gone_at=timezone.now())
    likeness.forget_all_but(live)
    return len(keys)


def check_page(page: GovPage) -> None:
    """Check one live page at once, for instance after it was repaired."""
    _check_batch([page.pk])


@transaction.atomic
def _check_batch(keys: list[int]) -> None:
    now = timezone.now()
    known = {
        (row.page_id, row.rule, row.path, row.digest): row
        for row in LiveFinding.objects.open().filter(page__in=keys)
    }
    explained = set(RuleOverride.objects.filter(page__in=keys).values_list("page_id", "rule", "digest"))
    new, still = [], []
    for page in _pages(keys):
        for finding in check(page):
            if (page.pk, *finding.key) in explained:
                continue
            row = known.pop((page.pk, finding.rule.id, finding.path, finding.digest), None)
            if row is None:
                new.append(_row(page, finding, now))
            else:
                row.last_seen, row.edition = now, edition()
                row.level, row.message = finding.level, finding.message
                still.append(row)
    LiveFinding.objects.bulk_create(new)
    LiveFinding.objects.bulk_update(still, ["last_seen", "edition", "level", "message"])
    LiveFinding.objects.filter(pk__in=[row.pk for row in known.values()]).update(gone_at=now)


def _pages(keys: list[int]) -> Iterator[GovPage]:
    for page in Page.objects.live().filter(pk__in=keys).order_by("pk").specific():
        if isinstance(page, GovPage):
            likeness.remember(page)
            yield page


def _row(page: GovPage, finding: Finding, now: datetime.datetime) -> LiveFinding:
    return LiveFinding(
        page_id=page.pk,
        rule=finding.rule.id,
        level=finding.level,
        path=finding.path,
        digest=finding.digest,
        message=finding.message,
        edition=edition(),
        first_seen=now,
        last_seen=now,
    )
