"""Whatever people do in whatever order, what is public was approved by two who did not write it."""

from __future__ import annotations

import contextlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import TaskState, WorkflowState

from portal.content.models import Article
from sites.editorial import operations, withdrawal
from sites.registry.operations import grant
from tests.factories.sites import make_user

from .conftest import change, fresh, write

PEOPLE = range(4)
ACTS = ["change", "submit", "approve", "return", "withdraw", "publish", "take down"]
sequences = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), min_size=5, max_size=16)


@pytest.fixture
def people(newsroom):
    """Four people who all hold every role: only the rules keep them apart."""
    staff = [make_user() for _number in PEOPLE]
    for person in staff:
        for role in ("editor", "reviewer", "signer"):
            grant(person, newsroom.record, role)
    return staff


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=sequences)
def test_what_is_public_was_approved_by_two_who_did_not_write_it(newsroom, people, acts):
    with transaction.atomic():
        page = write(newsroom.column, people[0])
        written_by: dict[int, int] = {page.latest_revision_id: people[0].pk}
        for act, number in acts:
            with contextlib.suppress(PermissionDenied, ValidationError), transaction.atomic():
                do(act, fresh(page), people[number])
            latest = fresh(page).latest_revision
            written_by[latest.pk] = latest.user_id
            check(fresh(page), written_by)
        transaction.set_rollback(True)


def do(act: str, page: Article, person) -> None:
    match act:
        case "change":
            change(page, person, f"由{person}修改")
        case "submit":
            operations.submit(page, person)
        case "approve":
            operations.approve(page, person)
        case "return":
            operations.return_to_author(page, person, "请修改")
        case "withdraw" if page.current_workflow_state:
            page.current_workflow_state.cancel(user=person)
        case "publish":
            operations.publish(page.latest_revision, person)
        case "take down":
            withdrawal.request(page, person, "error", "信息有误")


def check(page: Article, written_by: dict[int, int]) -> None:
    if not page.live:
        return
    state = WorkflowState.objects.for_instance(page).filter(
        status=WorkflowState.STATUS_APPROVED, task_states__revision=page.live_revision
    )
    approvers = TaskState.objects.filter(
        workflow_state__in=state, revision=page.live_revision, status=TaskState.STATUS_APPROVED
    ).values_list("finished_by", flat=True)
    assert len(set(approvers)) >= 2
    assert written_by[page.live_revision_id] not in approvers
    assert not set(state.values_list("requested_by", flat=True)) & set(approvers)
