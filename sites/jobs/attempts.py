"""Makes an attempt at a run and records what became of it."""

import logging
from datetime import datetime, timedelta
from traceback import format_exception

from django.db import close_old_connections
from django.db.models import F
from django.utils import timezone

from .background import find_task
from .limits import TimeLimitExceeded, time_limit
from .models import TaskRun
from .workers import identity

logger = logging.getLogger(__name__)


def make_attempt(run_id: int) -> None:
    """Run the task of `run_id` once. Does nothing when it is not waiting, or not due yet.

    Errors are recorded, not raised: the queue's own opinion of the delivery is of no interest.
    """
    run = _claim(run_id)
    if run is None:
        return
    try:
        with time_limit(run.limit_seconds):
            find_task(run.task_path).func(*run.args, **run.kwargs)
    except (Exception, TimeLimitExceeded) as error:
        close_old_connections()
        summary = f"{type(error).__name__}: {error}"
        record_failure(run, summary, "".join(format_exception(error)), delay=run.delay())
    else:
        close_old_connections()
        _record_success(run)


def _claim(run_id: int) -> TaskRun | None:
    """Take a run by one conditional UPDATE, so that of two deliveries one alone gets it."""
    now = timezone.now()
    taken = (
        TaskRun.objects.waiting()
        .filter(pk=run_id, due_at__lte=now)
        .update(state=TaskRun.State.RUNNING, attempts=F("attempts") + 1, started_at=now, worker=identity())
    )
    return TaskRun.objects.get(pk=run_id) if taken else None


def _record_success(run: TaskRun) -> None:
    _finish(run, state=TaskRun.State.DONE, finished_at=timezone.now(), error="", traceback="")


def record_failure(run: TaskRun, summary: str, traceback: str, *, delay: timedelta) -> bool:
    """Note that the present attempt at `run` failed; make another after `delay`, or give up.

    Returns False when the attempt is no longer the present one and nothing was noted.
    """
    now = timezone.now()
    if run.attempts < run.max_attempts:
        logger.warning("%s: attempt %s failed: %s", run, run.attempts, summary)
        return _wait_again(run, now + delay, summary, traceback)
    logger.error("%s: gave up after %s attempts: %s\n%s", run, run.attempts, summary, traceback)
    return _finish(run, state=TaskRun.State.FAILED, finished_at=now, error=summary, traceback=traceback)


def _wait_again(run: TaskRun, due_at: datetime, summary: str, traceback: str) -> bool:
    return _finish(
        run,
        state=TaskRun.State.WAITING,
        due_at=due_at,
        in_queue_at=None,
        error=summary,
        traceback=traceback,
    )


def _finish(run: TaskRun, **changes: object) -> bool:
    """Change `run` if this attempt is still the present one: it may have been rescued meanwhile."""
    present = TaskRun.objects.running().filter(pk=run.pk, attempts=run.attempts)
    return bool(present.update(worker="", **changes))
