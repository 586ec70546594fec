"""What the queue in the database needs beside: its worker leaves orphans and keeps every result.

Tasks that are not ours (Wagtail enqueues its own) are here too. Does nothing with another queue.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from .workers import is_gone

logger = logging.getLogger(__name__)

DELIVERY = "sites.jobs.tasks.attempt"
MAX_ATTEMPTS = 3
# For tasks whose worker cannot be seen from here.
LIMIT = timedelta(hours=4)


class WorkerLostError(Exception):
    """The worker of a task was stopped while it ran."""


def is_used() -> bool:
    """Whether the configured queue is the one in the database."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)


def others_failed() -> QuerySet[DBTaskResult]:
    """The failed tasks in the queue that are not deliveries of our own runs."""
    if not is_used():
        return DBTaskResult.objects.none()
    return DBTaskResult.objects.failed().exclude(task_path=DELIVERY)


def rescue(now: datetime) -> int:
    """Put tasks back whose worker is gone, up to three attempts; returns how many were orphans.

    An orphaned delivery is only removed: the run it belonged to is rescued by itself.
    """
    if not is_used():
        return 0
    orphans = 0
    for row in DBTaskResult.objects.running().only("started_at", "worker_ids", "task_path"):
        worker = row.worker_ids[-1] if row.worker_ids else ""
        if is_gone(worker) or (row.started_at and row.started_at + LIMIT < now):
            orphans += _rescue(row.pk)
    return orphans


@transaction.atomic
def _rescue(pk: UUID) -> bool:
    row = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    if row.task_path == DELIVERY:
        row.delete()
    elif len(row.worker_ids) < MAX_ATTEMPTS:
        logger.warning("%s: its worker is gone; put back into the queue", row.task_path)
        row.status = TaskResultStatus.READY
        row.save(update_fields=["status"])
    else:
        row.set_failed(WorkerLostError(_("The worker was stopped in the middle of the task.")))
    return True


@transaction.atomic
def run_again(row: DBTaskResult) -> bool:
    """Enqueue a failed task anew in place of `row`; False when its code is gone."""
    try:
        result = row.task_result
    except ImportError:
        return False
    result.task.using(run_after=None).enqueue(*result.args, **result.kwargs)
    row.delete()
    return True


def prune(keep_done: timedelta, keep_failed: timedelta) -> None:
    """Forget results that are older than given."""
    if is_used():
        call_command(
            "prune_db_task_results",
            queue_name="*",
            min_age_days=keep_done.days,
            failed_min_age_days=keep_failed.days,
            verbosity=0,
        )
