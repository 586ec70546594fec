"""Nothing waits unnoticed: who is told that a step is overdue, and how often."""

import datetime

import pytest
from django.utils import timezone

from sites.editorial import jobs, operations, reminders
from sites.editorial.models import StepState
from sites.jobs.models import TaskRun
from sites.registry.operations import grant

DAY = datetime.timedelta(days=1)


@pytest.fixture
def overdue(newsroom, submitted):
    """A submitted text whose review was due an hour ago."""
    StepState.objects.update(due_at=timezone.now() - datetime.timedelta(hours=1))
    return StepState.objects.get()


@pytest.fixture
def reminded(mailoutbox):
    """Returns a function that gives the reminders sent, without Wagtail's own notices."""
    return lambda: [mail for mail in mailoutbox if mail.subject.startswith("超时未办")]


def receivers(mails) -> set[str]:
    return {address for mail in mails for address in mail.to}


def test_a_step_is_due_as_long_after_its_begin_as_the_data_say(newsroom, submitted):
    state = StepState.objects.get()
    assert state.due_at - state.started_at <= DAY + datetime.timedelta(seconds=1)
    assert not reminders.due(timezone.now())
    assert reminders.due(timezone.now() + DAY) == [state.pk]


def test_everybody_who_may_take_the_step_is_reminded_and_nobody_else(newsroom, overdue, reminded):
    reminders.send(overdue.pk, timezone.now())
    assert receivers(reminded()) == {newsroom.reviewer.email, newsroom.other_reviewer.email}
    assert "关于开展测试的通知" in reminded()[0].subject
    assert "审核" in reminded()[0].body


def test_who_may_not_approve_the_text_is_not_asked_to(newsroom, overdue, reminded):
    grant(newsroom.editor, newsroom.record, "reviewer")
    reminders.send(overdue.pk, timezone.now())
    assert newsroom.editor.email not in receivers(reminded())


def test_the_two_who_answer_for_the_column_are_told_too(newsroom, overdue, reminded):
    type(newsroom.column).objects.filter(pk=newsroom.column.pk).update(
        owner_person=newsroom.signer, deputy=newsroom.other_signer
    )
    reminders.send(overdue.pk, timezone.now())
    assert {newsroom.signer.email, newsroom.other_signer.email} <= receivers(reminded())


def test_it_is_said_once_a_day(newsroom, overdue, reminded):
    now = timezone.now()
    reminders.send(overdue.pk, now)
    said = len(reminded())
    reminders.send(overdue.pk, now)
    reminders.send(overdue.pk, now + DAY / 2)
    assert len(reminded()) == said
    reminders.send(overdue.pk, now + DAY)
    assert len(reminded()) == 2 * said


def test_a_step_that_was_taken_is_not_reminded_of(newsroom, submitted, overdue, reminded):
    operations.approve(submitted, newsroom.reviewer)
    reminders.send(overdue.pk, timezone.now())
    assert not reminded()


def test_the_timetable_starts_one_reminder_for_each_overdue_step(newsroom, overdue):
    jobs.remind_reviewers()
    runs = TaskRun.objects.filter(task_path="sites.editorial.jobs.send_reminder")
    assert [run.args for run in runs] == [[overdue.pk]]
