"""Real workers and schedulers in processes of their own, killed in the middle of their work."""

import os
import signal

from .installation import wait_until


def kill_in_the_middle(house, worker, file, times):
    wait_until(lambda: len(house.lines(file)) == times, "the task is under way")
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def test_a_task_whose_worker_was_killed_is_run_again_to_its_end(house):
    house.enqueue("hang_once")
    kill_in_the_middle(house, house.start("worker"), "hanging", 1)
    assert house.states() == ["running"]
    house.command("scheduler", "--once")
    assert house.states() == ["waiting"]
    house.start("worker")
    wait_until(lambda: house.states() == ["done"], "the task is done")
    assert len(set(house.lines("hanging"))) == 2


def test_a_task_that_takes_every_worker_along_fails_after_its_last_attempt(house):
    house.enqueue("hang")
    for attempt in (1, 2):
        kill_in_the_middle(house, house.start("worker"), "hanging", attempt)
        house.command("scheduler", "--once")
    assert house.states() == ["failed"]
    ((error,),) = house.query("SELECT error FROM sites_jobs_taskrun")
    assert error


def test_a_task_of_the_framework_whose_worker_was_killed_is_run_again(house):
    house.enqueue("foreign_hang_once")
    kill_in_the_middle(house, house.start("worker"), "foreign", 1)
    house.command("scheduler", "--once")
    house.start("worker")
    done = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
    wait_until(lambda: house.query(done) == [(1,)], "the task is done")
    assert len(house.lines("foreign")) == 2


def test_the_work_of_a_living_worker_is_not_taken_away(house):
    house.enqueue("hang_once")
    house.start("worker")
    wait_until(lambda: len(house.lines("hanging")) == 1, "the task is under way")
    house.command("scheduler", "--once")
    assert house.states() == ["running"]


def test_a_worker_asked_to_stop_ends_its_task_first(house):
    house.enqueue("leave", "a line")
    worker = house.start("worker")
    wait_until(lambda: house.states() == ["done"], "the task is done")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0


def test_the_scheduler_brings_a_failed_task_back_and_the_worker_does_it(house):
    house.enqueue("fail_once")
    house.start("worker")
    house.start("scheduler", "--interval=0.2")
    wait_until(lambda: house.states()[:1] == ["done"], "the second attempt is done")
    assert len(house.lines("tries")) == 2


def test_a_task_over_its_limit_is_stopped_and_the_worker_goes_on(house):
    house.enqueue("slow")
    house.enqueue("leave", "afterwards")
    house.start("worker")
    wait_until(lambda: house.states() == ["failed", "done"], "both are finished")
    assert house.lines("left") == ["afterwards"]


def test_schedulers_that_run_side_by_side_start_a_due_job_once(house):
    house.command("scheduler", "--once")
    for name in ("every_minute", "prune_background_work"):
        house.python(
            "from django.utils import timezone; from datetime import timedelta\n"
            "from sites.jobs.models import ScheduledJob\n"
            f"ScheduledJob.objects.filter(name={name!r}).update("
            "cron='0 0 1 1 *', next_run_at=timezone.now() - timedelta(days=3))"
        )
    racers = [house.start("scheduler", "--once") for _ in range(4)]
    assert [racer.wait() for racer in racers] == [0, 0, 0, 0]
    started = house.query("SELECT task_path FROM sites_jobs_taskrun ORDER BY task_path")
    assert len(started) == len(set(started))


def test_a_stopped_scheduler_ends_cleanly(house):
    scheduler = house.start("scheduler", "--interval=600")
    wait_until(lambda: house.query("SELECT count(*) FROM sites_jobs_scheduledjob") != [(0,)], "it runs")
    os.kill(scheduler.pid, signal.SIGTERM)
    assert scheduler.wait(timeout=30) == 0
