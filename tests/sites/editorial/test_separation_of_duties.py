"""Two people, neither of whom wrote the text."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from sites.editorial import desk, operations
from sites.registry.operations import grant
from tests.factories.review import withdraw
from tests.factories.sites import make_member, make_site

from .conftest import change, fresh


def test_a_text_is_published_when_a_reviewer_and_a_signer_approved_it(newsroom, published):
    assert published.live
    assert published.live_revision_id == published.latest_revision_id


def test_the_review_alone_publishes_nothing(newsroom, submitted):
    operations.approve(submitted, newsroom.reviewer)
    assert not fresh(submitted).live


@pytest.mark.parametrize("role", ["reviewer", "signer"])
def test_the_author_cannot_approve_whatever_roles_he_holds(newsroom, submitted, role):
    grant(newsroom.editor, newsroom.record, role)
    if role == "signer":
        operations.approve(submitted, newsroom.reviewer)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(submitted), newsroom.editor)


def test_who_only_submitted_a_text_cannot_approve_it(newsroom, draft):
    grant(newsroom.editor, newsroom.record, "reviewer")
    colleague = make_member(newsroom.record, "editor")
    grant(colleague, newsroom.record, "reviewer")
    operations.submit(draft, colleague)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(draft), colleague)


def test_who_resubmitted_a_returned_text_cannot_approve_it(newsroom, submitted):
    colleague = make_member(newsroom.record, "editor")
    grant(colleague, newsroom.record, "reviewer")
    operations.return_to_author(submitted, newsroom.reviewer, "标题不准确")
    operations.submit(fresh(submitted), colleague)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(submitted), colleague)


def test_a_reviewer_who_changed_the_text_cannot_approve_it(newsroom, submitted):
    changed = change(submitted, newsroom.reviewer)
    with pytest.raises(PermissionDenied):
        operations.approve(changed, newsroom.reviewer)
    operations.approve(fresh(submitted), newsroom.other_reviewer)


def test_nobody_takes_two_steps_of_one_text(newsroom, submitted):
    grant(newsroom.reviewer, newsroom.record, "signer")
    operations.approve(submitted, newsroom.reviewer)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(submitted), newsroom.reviewer)


def test_a_text_changed_at_the_last_step_returns_to_the_first(newsroom, submitted):
    operations.approve(submitted, newsroom.reviewer)
    changed = change(submitted, newsroom.other_signer)
    with pytest.raises(PermissionDenied):
        operations.approve(changed, newsroom.signer)
    operations.begin_again(changed, newsroom.other_signer)
    operations.approve(fresh(submitted), newsroom.reviewer)
    operations.approve(fresh(submitted), newsroom.signer)
    assert fresh(submitted).title == "改过的标题"


def test_a_text_returned_by_the_signer_and_changed_begins_with_the_review(newsroom, submitted):
    operations.approve(submitted, newsroom.reviewer)
    operations.return_to_author(fresh(submitted), newsroom.signer, "请补充依据")
    operations.submit(change(submitted, newsroom.editor), newsroom.editor)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(submitted), newsroom.signer)
    operations.approve(fresh(submitted), newsroom.reviewer)
    operations.approve(fresh(submitted), newsroom.signer)
    assert fresh(submitted).live


def test_the_author_of_a_draft_approves_no_copy_of_it(newsroom, draft):
    """Who copies a draft "as live" makes a copy that is not live, but names a live version."""
    grant(newsroom.editor, newsroom.record, "reviewer")
    attributes = {"slug": "copy", "title": "抄来的标题"}
    copying = CopyPageAction(
        draft, newsroom.column, attributes, keep_live=True, copy_revisions=True, user=newsroom.root
    )
    copy = fresh(copying.execute(skip_permission_checks=True))
    operations.submit(copy, newsroom.root)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(copy), newsroom.editor)
    assert not desk.awaiting(newsroom.editor)
    assert desk.awaiting(newsroom.reviewer)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_text_is_returned_only_with_a_reason(newsroom, submitted, reason):
    with pytest.raises(ValidationError):
        operations.return_to_author(submitted, newsroom.reviewer, reason)
    assert fresh(submitted).workflow_in_progress


def test_a_superuser_approves_nothing_without_the_role(newsroom, submitted):
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, newsroom.root)


def test_the_reviewers_of_another_site_approve_nothing_here(newsroom, submitted):
    stranger = make_member(make_site("other"), "reviewer")
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, stranger)


def test_a_new_version_of_a_published_page_needs_both_again(newsroom, published):
    changed = change(published, newsroom.editor)
    assert fresh(changed).title != "改过的标题"
    operations.submit(changed, newsroom.editor)
    operations.approve(fresh(published), newsroom.reviewer)
    assert fresh(published).title != "改过的标题"
    operations.approve(fresh(published), newsroom.signer)
    assert fresh(published).title == "改过的标题"


def test_a_workflow_of_one_step_publishes_nothing(newsroom, draft):
    """An administrator may build any workflow; two approvers are still needed."""
    step = GroupApprovalTask.objects.create(name="一步")
    step.groups.add(newsroom.record.groups.get(role="reviewer").group)
    short = Workflow.objects.create(name="一步到位")
    WorkflowTask.objects.create(workflow=short, task=step, sort_order=0)
    workflow_page = newsroom.home.workflowpage
    workflow_page.workflow = short
    workflow_page.save()
    operations.submit(draft, newsroom.editor)
    with pytest.raises(operations.NotApproved):
        operations.approve(fresh(draft), newsroom.reviewer)
    assert not fresh(draft).live


def test_what_one_site_approves_is_not_published_on_another(newsroom, submitted):
    """A page that is moved by other means than the office takes no approval along."""
    other = make_site("other")
    operations.approve(submitted, newsroom.reviewer)
    column = other.site.root_page.get_children().get(slug="tzgg")
    fresh(submitted).move(column, pos="last-child")
    with pytest.raises(operations.NotApproved):
        operations.approve(fresh(submitted), newsroom.signer)
    assert not fresh(submitted).live


def test_an_approval_publishes_once(newsroom, published):
    """What was withdrawn does not come back by its old approval, whoever publishes it."""
    with pytest.raises(operations.NotApproved):
        operations.publish(published.latest_revision, newsroom.root)
    withdraw(published, newsroom.reviewer, newsroom.signer)
    with pytest.raises(operations.NotApproved):
        operations.publish(fresh(published).latest_revision, newsroom.root)
    assert not fresh(published).live
