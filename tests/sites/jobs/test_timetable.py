"""Scheduled jobs: what the code declares, when it starts, and that it starts once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from sites.jobs import operations
from sites.jobs.background import declared_jobs
from sites.jobs.models import ScheduledJob, TaskRun

from . import examples

pytestmark = pytest.mark.django_db
# 16:00 on 1 November in the office.
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def nightly(timetable):
    timetable.scheduled("nightly", cron="0 3 * * *")(examples.recur)
    operations.sync_jobs(NOW)
    return ScheduledJob.objects.get()


def test_a_declared_job_comes_onto_the_timetable_at_its_office_time(nightly):
    assert nightly.next_run_at == datetime(2026, 11, 1, 19, 0, tzinfo=UTC)


def test_a_job_is_not_started_before_its_time(nightly):
    assert operations.run_due_jobs(NOW + timedelta(hours=10)) == []


def test_a_job_whose_time_came_is_started_and_gets_its_next_time(nightly):
    assert operations.run_due_jobs(TOMORROW) == ["nightly"]
    nightly.refresh_from_db()
    assert nightly.next_run_at == datetime(2026, 11, 2, 19, 0, tzinfo=UTC)
    assert nightly.last_run_at == TOMORROW
    assert nightly.last_run.task_path == examples.recur.path


def test_times_missed_while_nothing_ran_are_made_up_for_once(nightly):
    later = NOW + timedelta(days=30)
    assert operations.run_due_jobs(later) == ["nightly"]
    assert operations.run_due_jobs(later) == []
    assert TaskRun.objects.count() == 1


def test_a_second_scheduler_that_saw_the_same_row_does_not_start_it(nightly):
    seen_by_the_second = ScheduledJob.objects.get()
    job = declared_jobs()["nightly"]
    assert operations.start_if_due(nightly, job, TOMORROW)
    assert not operations.start_if_due(seen_by_the_second, job, TOMORROW)
    assert TaskRun.objects.count() == 1


def test_a_job_still_running_is_not_started_a_second_time(nightly):
    operations.run_due_jobs(TOMORROW)
    assert operations.run_due_jobs(TOMORROW + timedelta(days=1)) == []
    TaskRun.objects.update(state=TaskRun.State.DONE)
    assert operations.run_due_jobs(TOMORROW + timedelta(days=2)) == ["nightly"]


def test_a_job_switched_off_does_not_run_and_switched_on_does_not_catch_up(nightly):
    operations.switch(nightly, on=False)
    assert operations.run_due_jobs(TOMORROW) == []
    operations.switch(nightly, on=True)
    nightly.refresh_from_db()
    assert nightly.next_run_at > datetime.now(UTC)


def test_the_timetable_follows_the_code_and_keeps_the_choice_of_the_office(nightly, timetable, monkeypatch):
    operations.switch(nightly, on=False)
    monkeypatch.setattr(timetable, "_jobs", {})
    timetable.scheduled("nightly", cron="0 5 * * *")(examples.recur)
    timetable.scheduled("weekly", cron="0 5 * * 1")(examples.note)
    operations.sync_jobs(NOW)
    nightly.refresh_from_db()
    assert (nightly.cron, nightly.enabled) == ("0 5 * * *", False)
    assert nightly.next_run_at == datetime(2026, 11, 1, 21, 0, tzinfo=UTC)
    monkeypatch.setattr(timetable, "_jobs", {})
    operations.sync_jobs(NOW)
    assert not ScheduledJob.objects.exists()


def test_reading_the_same_declarations_again_changes_no_time(nightly):
    operations.run_due_jobs(TOMORROW)
    before = ScheduledJob.objects.values().get()
    operations.sync_jobs(TOMORROW + timedelta(hours=1))
    assert ScheduledJob.objects.values().get() == before


def test_a_job_started_by_hand_is_not_started_twice_at_once(nightly):
    assert operations.start_now(nightly) is not None
    nightly.refresh_from_db()
    assert operations.start_now(nightly) is None


def test_two_jobs_of_one_name_are_refused(timetable):
    timetable.scheduled("nightly", cron="0 3 * * *")(examples.recur)
    with pytest.raises(ImproperlyConfigured, match="nightly"):
        timetable.scheduled("nightly", cron="0 3 * * *")(examples.note)


def test_a_wrong_expression_is_refused_where_it_is_declared(timetable):
    with pytest.raises(ImproperlyConfigured, match="five fields"):
        timetable.scheduled("nightly", cron="at night")


def test_this_room_forgets_finished_work_every_night():
    assert declared_jobs()["prune_background_work"].cron == "30 3 * * *"
