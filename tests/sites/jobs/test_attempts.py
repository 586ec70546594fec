"""A piece of background work, its attempts and its failures."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone

from sites.jobs import operations, queue
from sites.jobs.background import background_task
from sites.jobs.models import TaskRun

from . import examples

State = TaskRun.State


@pytest.mark.django_db(transaction=True)
def test_work_is_done_by_the_worker_with_its_arguments(work):
    run = examples.note.enqueue(7, "安澜市", site="jyj")
    assert examples.done == []
    work()
    assert examples.done == [[7, "安澜市", {"site": "jyj"}]]
    run.refresh_from_db()
    assert (run.state, run.attempts, run.error) == (State.DONE, 1, "")


@pytest.mark.django_db(transaction=True)
def test_work_of_a_transaction_that_is_rolled_back_is_never_done(work):
    with transaction.atomic():
        examples.note.enqueue(1)
        transaction.set_rollback(True)
    work()
    assert examples.done == []
    assert not TaskRun.objects.exists()


@pytest.mark.django_db
def test_arguments_that_are_not_json_are_refused():
    with pytest.raises(TypeError):
        examples.note.enqueue(timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_tried_again_later_each_time_after_twice_the_delay(work):
    run = examples.fail.enqueue()
    delays = []
    for _attempt in range(2):
        work()
        run.refresh_from_db()
        assert run.state == State.WAITING
        assert "没有网络" in run.error
        delays.append(round((run.due_at - timezone.now()).total_seconds() / 10))
        TaskRun.objects.update(due_at=timezone.now())
        queue.hand_over_due(timezone.now())
    work()
    run.refresh_from_db()
    assert delays == [1, 2]
    assert (run.state, run.attempts) == (State.FAILED, 3)
    assert "examples.py" in run.traceback


@pytest.mark.django_db(transaction=True)
def test_a_retry_is_not_made_before_it_is_due(work):
    run = examples.fail.enqueue()
    work()
    assert queue.hand_over_due(timezone.now()) == 0
    work()
    run.refresh_from_db()
    assert run.attempts == 1


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 10), (2, 20), (3, 40), (4, 60), (40, 60)])
def test_the_delay_doubles_up_to_an_hour(attempts, minutes):
    run = TaskRun(attempts=attempts, first_delay=timedelta(minutes=10))
    assert run.delay() == timedelta(minutes=minutes)


@pytest.mark.django_db(transaction=True)
def test_work_delivered_twice_is_done_once(work):
    run = examples.note.enqueue(1)
    TaskRun.objects.update(in_queue_at=None)
    assert queue.hand_over(run.pk)
    work()
    assert examples.done == [[1]]


@pytest.mark.django_db(transaction=True)
def test_work_planned_for_later_waits_for_its_time(work):
    later = timezone.now() + timedelta(hours=1)
    examples.note.enqueue_at(later, "later")
    queue.hand_over_due(timezone.now())
    work()
    assert examples.done == []
    TaskRun.objects.update(due_at=timezone.now())
    queue.hand_over_due(timezone.now())
    work()
    assert examples.done == [["later"]]


@pytest.mark.django_db(transaction=True)
def test_a_task_is_stopped_at_its_limit_even_if_it_swallows_errors(work):
    run = examples.hang.enqueue()
    work()
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert run.error.startswith("TimeLimitExceeded")
    assert examples.done == []


@pytest.mark.django_db(transaction=True)
def test_work_whose_code_is_gone_fails_with_the_reason(work):
    run = examples.note.enqueue()
    TaskRun.objects.update(task_path="sites.jobs.removed.task", max_attempts=1)
    work()
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "sites.jobs.removed" in run.error


@pytest.mark.django_db(transaction=True)
def test_a_path_that_is_no_background_task_is_never_called(work):
    run = examples.note.enqueue("echo")
    TaskRun.objects.update(task_path="os.system", max_attempts=1)
    work()
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert run.error.startswith("TypeError")


@pytest.mark.django_db(transaction=True)
def test_an_unreachable_broker_delays_the_work_and_does_not_fail_the_request(work):
    with override_settings(
        TASKS={"default": {"BACKEND": "tests.sites.jobs.broken_backend.UnreachableBackend"}}
    ):
        run = examples.note.enqueue(1)
        run.refresh_from_db()
        assert (run.state, run.in_queue_at) == (State.WAITING, None)
    queue.hand_over_due(timezone.now())
    work()
    assert examples.done == [[1]]


@pytest.mark.django_db(transaction=True)
def test_work_that_the_queue_lost_is_handed_over_again(work):
    from django_tasks_db.models import DBTaskResult

    run = examples.note.enqueue(1)
    DBTaskResult.objects.all().delete()
    soon = timezone.now() + timedelta(minutes=1)
    assert queue.find_lost(soon) == 0
    later = timezone.now() + timedelta(hours=2)
    assert queue.find_lost(later) == 1
    queue.hand_over_due(later)
    work()
    run.refresh_from_db()
    assert run.state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_work_that_only_waits_long_is_not_handed_over_twice():
    from django_tasks_db.models import DBTaskResult

    examples.note.enqueue(1)
    later = timezone.now() + timedelta(hours=2)
    assert queue.find_lost(later) == 0
    assert queue.hand_over_due(later) == 0
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_failed_work_can_be_run_again_with_fresh_attempts(work):
    run = examples.note.enqueue("again")
    TaskRun.objects.update(state=State.FAILED, attempts=3, finished_at=timezone.now())
    run.refresh_from_db()
    assert operations.run_again(run)
    assert not operations.run_again(run)
    work()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.DONE, 1)


@pytest.mark.django_db
def test_finished_work_is_forgotten_after_its_time_and_waiting_work_never():
    now = timezone.now()
    kept, gone = [], []
    for state, days, stays in [
        (State.DONE, 13, True),
        (State.DONE, 15, False),
        (State.FAILED, 89, True),
        (State.FAILED, 91, False),
        (State.WAITING, 400, True),
    ]:
        run = examples.note.enqueue_at(now + timedelta(days=1))
        TaskRun.objects.filter(pk=run.pk).update(state=state, finished_at=now - timedelta(days=days))
        (kept if stays else gone).append(run.pk)
    assert operations.prune(now) == len(gone)
    assert set(TaskRun.objects.values_list("pk", flat=True)) == set(kept)


def test_a_function_inside_a_function_cannot_be_a_background_task():
    with pytest.raises(ImproperlyConfigured, match="module level"):

        @background_task(title="x")
        def inner() -> None: ...
