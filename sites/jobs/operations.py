"""The verbs of background work: keep the timetable, rescue, run again, forget."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import database_queue
from .attempts import record_failure
from .background import Job, declared_jobs
from .models import ScheduledJob, TaskRun
from .queue import hand_over
from .schedule import next_run
from .workers import is_gone

logger = logging.getLogger(__name__)

KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=90)


@transaction.atomic
def sync_jobs(now: datetime) -> None:
    """Make the timetable's rows agree with what the code declares.

    New jobs come in, vanished ones go, a changed time is taken over. Whether a job is switched on
    belongs to the office and stays.
    """
    declared = declared_jobs()
    ScheduledJob.objects.exclude(name__in=declared).delete()
    rows = {row.name: row for row in ScheduledJob.objects.all()}
    for job in declared.values():
        _sync(job, rows.get(job.name), now)


def _sync(job: Job, row: ScheduledJob | None, now: datetime) -> None:
    if row is None:
        ScheduledJob.objects.get_or_create(
            name=job.name,
            defaults={
                "cron": job.cron,
                "task_path": job.task.path,
                "next_run_at": next_run(job.cron, now),
            },
        )
    elif (row.cron, row.task_path) != (job.cron, job.task.path):
        row.cron, row.task_path = job.cron, job.task.path
        row.next_run_at = next_run(job.cron, now)
        row.save(update_fields=["cron", "task_path", "next_run_at"])


def run_due_jobs(now: datetime) -> list[str]:
    """Start every job whose time has come; returns the names of those started.

    However often its time passed while nothing ran, a job is started once.
    """
    started = []
    for row in ScheduledJob.objects.due(now).select_related("last_run"):
        job = declared_jobs().get(row.name)
        if job is not None and start_if_due(row, job, now):
            started.append(row.name)
    return started


@transaction.atomic
def start_if_due(row: ScheduledJob, job: Job, now: datetime) -> bool:
    """Claim `row` by one conditional UPDATE and start its job; False when another scheduler has it.

    A job whose last run has not finished is not started a second time; its time passes.
    """
    claimed = ScheduledJob.objects.filter(pk=row.pk, enabled=True, next_run_at=row.next_run_at).update(
        next_run_at=next_run(job.cron, now)
    )
    if not claimed:
        return False
    if _is_under_way(row):
        logger.info("%s: the last run has not finished; this one is left out", row.name)
        return False
    _start(row, job, now)
    return True


@transaction.atomic
def start_now(row: ScheduledJob) -> TaskRun | None:
    """Start a job outside its time; None when the code no longer has it or a run is under way."""
    job = declared_jobs().get(row.name)
    if job is None or _is_under_way(row):
        return None
    return _start(row, job, timezone.now())


def _is_under_way(row: ScheduledJob) -> bool:
    return row.last_run_id is not None and TaskRun.objects.unfinished().filter(pk=row.last_run_id).exists()


def _start(row: ScheduledJob, job: Job, now: datetime) -> TaskRun:
    run = job.task.enqueue()
    ScheduledJob.objects.filter(pk=row.pk).update(last_run_at=now, last_run=run)
    return run


def switch(row: ScheduledJob, *, on: bool) -> None:
    """Switch a job on or off. Switched on, it next runs at its next time, not at those that passed."""
    changes: dict[str, object] = {"enabled": on}
    if on:
        changes["next_run_at"] = next_run(row.cron, timezone.now())
    ScheduledJob.objects.filter(pk=row.pk).update(**changes)


def rescue(now: datetime) -> int:
    """Take work back from workers that were killed or hang; returns how many runs were taken.

    What was running is tried again at once, or fails when it was its last attempt.
    """
    rescued = 0
    for run in TaskRun.objects.running():
        if is_gone(run.worker):
            reason = _("The worker was stopped in the middle of the task.")
        elif run.is_overdue(now):
            reason = _("The task took longer than its limit of %(seconds)s seconds.") % {
                "seconds": run.limit_seconds
            }
        else:
            continue
        rescued += record_failure(run, reason, "", delay=timedelta(0))
    database_queue.rescue(now)
    return rescued


@transaction.atomic
def run_again(run: TaskRun) -> bool:
    """Give a failed run a fresh set of attempts; False when it is not failed (any more)."""
    changed = (
        TaskRun.objects.failed()
        .filter(pk=run.pk)
        .update(
            state=TaskRun.State.WAITING,
            attempts=0,
            due_at=timezone.now(),
            in_queue_at=None,
            finished_at=None,
        )
    )
    if changed:
        transaction.on_commit(lambda: hand_over(run.pk))
    return bool(changed)


def prune(now: datetime) -> int:
    """Forget finished work: what went well after 14 days, what failed after 90; returns how many."""
    done, _by_model = TaskRun.objects.filter(
        state=TaskRun.State.DONE, finished_at__lt=now - KEEP_DONE
    ).delete()
    failed, _by_model = TaskRun.objects.failed().filter(finished_at__lt=now - KEEP_FAILED).delete()
    database_queue.prune(KEEP_DONE, KEEP_FAILED)
    return done + failed
