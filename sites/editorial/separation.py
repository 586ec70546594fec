"""Who may not approve a text: those who wrote it and those who approved it already."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from .models.step_state import StepState


def revisers(page) -> set[int]:
    """Keys of all users who saved a version of `page` since the one that is live."""
    newer = page.revisions.exclude(user=None)
    if page.live_revision_id:
        newer = newer.filter(pk__gt=page.live_revision_id)
    return set(newer.order_by().values_list("user_id", flat=True).distinct())


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
