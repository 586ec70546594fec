"""Writes the acts of editorial work into the ledger, in the transaction in which they are done.

Withdrawal from review and taking down are recorded where Wagtail reports them, because the office reaches
them by doors of Wagtail's own; all else where this room does it.
"""

from __future__ import annotations

from django.conf import settings
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import page_unpublished, workflow_cancelled

from sites.ledger.models import Entry
from sites.ledger.operations import append
from sites.pages import seen
from sites.pages.models import GovPage
from sites.registry.admin_scope import record_at

from . import acts
from .models.emergency import EmergencyRelease


def record(act: str, page: Page, by, *, step: str = "", content_digest: str = "", **detail: object) -> Entry:
    """Record an act about a page, with the code of its site."""
    site = record_at(page.path)
    subject = Page(pk=page.pk, title=page.title)
    return append(
        act,
        by=by,
        subject=subject,
        site=site.code if site else "",
        step=step,
        content_digest=content_digest,
        detail=detail,
    )


def record_decision(
    act: str, page: Page, revision: Revision, by, step: str, comment: str, **detail: object
) -> None:
    """Record what somebody decided about exactly this version."""
    digest = seen.digest(revision.as_object())
    record(act, page, by, step=step, content_digest=digest, revision=revision.pk, comment=comment, **detail)


def is_as_signed(live: GovPage, revision: Revision, digest: str) -> bool:
    """Whether the public gets exactly what the last approver of `revision` had before him, and only once:
    what was returned or taken down since needs approval anew.

    Args:
        digest: of `live`, in the present algorithm.
    """
    telling = [acts.APPROVED, acts.RETURNED, acts.PUBLISHED, acts.TAKEN_DOWN]
    last = Entry.objects.about(Page(pk=live.pk)).filter(act__in=telling).order_by("-number").first()
    if last is None or last.act != acts.APPROVED or last.details["revision"] != revision.pk:
        return False
    is_present = last.algorithm == settings.LEDGER_ALGORITHM
    return last.content_digest == (digest if is_present else seen.digest(live, last.algorithm))


@receiver(workflow_cancelled)
def _withdrawn_from_review(sender, instance: WorkflowState, user, **_kwargs) -> None:
    record(acts.WITHDRAWN_FROM_REVIEW, instance.content_object, user)


@receiver(page_unpublished)
def _taken_down(sender, instance: Page, **_kwargs) -> None:
    EmergencyRelease.objects.close(instance.pk, EmergencyRelease.Outcome.TAKEN_DOWN)
    # The signal does not say who did it.
    record(acts.TAKEN_DOWN, instance, get_active_log_context().user)
