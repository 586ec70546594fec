"""Who may not approve a text: those who wrote it and those who approved it already."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from .models.emergency import EmergencyRelease
from .models.step_state import StepState


def revisers(page) -> set[int]:
    """Keys of all users who answer for `page` as it is, so that others must approve it.

    They saved a version since the last that was approved, or released it in an emergency unapproved.
    """
    newer = page.revisions.exclude(user=None).filter(pk__gt=last_approved(page))
    released = EmergencyRelease.objects.open().filter(page_id=page.pk)
    return {
        *newer.order_by().values_list("user_id", flat=True).distinct(),
        *released.values_list("released_by_id", flat=True),
    }


def last_approved(page) -> int:
    """Key of the live version; 0 when there is none, or when it went out in an emergency and still waits.

    A page that is not live may name a live version all the same: the copy of a draft "kept live" does.
    """
    if not page.live or EmergencyRelease.objects.open().filter(page_id=page.pk).exists():
        return 0
    return page.live_revision_id or 0


def approvals(page, workflow_state) -> list[StepState]:
    """The steps approved for the latest version of `page` in this run of its workflow."""
    return list(
        StepState.objects.filter(
            workflow_state=workflow_state,
            status=TaskState.STATUS_APPROVED,
            revision_id=page.latest_revision_id,
        )
    )


def reason_against(page, user) -> str:
    """Why `user` may not approve the current step of `page`; empty when nothing speaks against it."""
    workflow_state = page.current_workflow_state
    if workflow_state is None:
        return _("This page is not under review.")
    if user.pk in revisers(page) or workflow_state.requested_by_id == user.pk:
        return _("You wrote or submitted this text; somebody else must approve it.")
    if any(state.finished_by_id == user.pk for state in approvals(page, workflow_state)):
        return _("You approved an earlier step of this text; somebody else must approve this one.")
    return ""
