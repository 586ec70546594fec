"""The verbs of editorial work. What was approved becomes public by `publish` (and see `emergency.py`)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from . import acts, publication, recording, separation
from .corrections import level_of_version
from .models import BundleMember, EmergencyRelease
from .rules import operations as rules

# Whatever steps an administrator leaves in a workflow.
LEAST_APPROVERS = 2


class NotApproved(PermissionDenied):
    """What was to be published has no complete chain of distinct approvers."""


@transaction.atomic
def submit(page: Page, by) -> WorkflowState:
    """Hand the latest draft of `page` to the first step of its site's review.

    Raises:
        PermissionDenied: `by` has no right to edit the page.
        ValidationError: the page belongs to no site with a review, or the rules object to the draft.
    """
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("You may not edit this page."))
    workflow = page.get_workflow()
    if workflow is None:
        raise ValidationError(_("This page belongs to no site with a review."))
    rules.before_submission(page)
    state = page.current_workflow_state
    if state is None:
        return workflow.start(page, by)
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        # Whoever hands a returned text in again takes it over as his own.
        page.get_latest_revision_as_object().save_revision(user=by)
        state.resume(by)
    return state


def begin_again(page: Page, by) -> TaskState | None:
    """Lead a text that was changed during its review back to the first step.

    Returns:
        The step that waits now; None when the page is not under review.
    """
    task_state = page.current_workflow_task_state
    if task_state is None:
        return None
    # Read anew: the caller may hold the page as it was before it was changed.
    latest = Page.objects.values_list("latest_revision_id", flat=True).get(pk=page.pk)
    if task_state.revision_id == latest:
        return task_state
    task_state.cancel(user=by, resume=True)
    return page.current_workflow_task_state


@transaction.atomic
def approve(page: Page, by, comment: str = "", **said) -> None:
    """Approve the current step of `page`; the last step publishes, or lets it wait for its bundle.

    Args:
        said: at a secrecy review its `conclusion`; without it, that the text may be disclosed.

    Raises:
        PermissionDenied: the step is not for `by`, or `by` wrote, submitted or already approved the text.
    """
    _act(page, by, "approve", comment=comment, **said)


@transaction.atomic
def return_to_author(page: Page, by, reason: str = "", **said) -> None:
    """Refuse the current step of `page`.

    Args:
        said: `remarks` on places of the text; at a secrecy review its `conclusion` and `ground`.

    Raises:
        PermissionDenied: the step is not for `by`.
        ValidationError: there is neither a reason nor a remark, or the conclusion lacks its ground.
    """
    _act(page, by, "reject", comment=reason, **said)


def _act(page: Page, by, action: str, **said) -> None:
    task_state = begin_again(page, by)
    if task_state is None:
        raise PermissionDenied(_("This page is not under review."))
    if action == "approve" and task_state.revision.user_id != task_state.workflow_state.requested_by_id:
        # Somebody changed the text after it was handed in: what held the author back holds him back, too.
        rules.before_submission(page)
    task_state.task.specific.on_action(task_state, user=by, action_name=action, **said)


@transaction.atomic
def publish(revision: Revision, by) -> None:
    """Make an approved revision public.

    Raises:
        NotApproved: a step is missing, or two of its acts were done by one person; or it waits in a bundle.
    """
    page = revision.content_object
    if BundleMember.objects.open().filter(page_id=page.pk).exists():
        raise NotApproved(_("This page waits to be published together with others."))
    require_approval(page, revision)
    live, digest = publication.make_public(revision, by)
    if not recording.is_as_signed(live, revision, digest):
        raise NotApproved(_("What would be public differs from what was signed."))
    EmergencyRelease.objects.close(live.pk, EmergencyRelease.Outcome.APPROVED)
    recording.record(acts.PUBLISHED, live, by, content_digest=digest, revision=revision.pk)


def require_approval(page: Page, revision: Revision) -> None:
    """Refuse a version that has no complete chain of distinct approvers.

    Raises:
        NotApproved: always for that.
    """
    # The last run of the review, whatever became of it: one that began since makes an older approval void.
    workflow_state = WorkflowState.objects.for_instance(page).order_by("-pk").first()
    is_approved = workflow_state is not None and workflow_state.status == WorkflowState.STATUS_APPROVED
    if not is_approved or revision.pk != page.latest_revision_id:
        raise NotApproved(_("This version was not approved."))
    if workflow_state.workflow != page.get_workflow():
        raise NotApproved(_("This version was approved for another site."))
    approved = separation.approvals(page, workflow_state)
    needed = level_of_version(revision).steps
    if not set(needed) <= {state.step for state in approved}:
        raise NotApproved(_("A step of the review is missing."))
    approvers = [state.finished_by_id for state in approved]
    authors = separation.revisers(page) | {workflow_state.requested_by_id}
    if len(set(approvers)) < max(len(needed), LEAST_APPROVERS) or authors & set(approvers):
        raise NotApproved(_("Two steps of the review were done by one person."))
