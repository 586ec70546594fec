"""Hands work over to the configured queue, through the interface of django-tasks alone."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.exceptions import TaskResultDoesNotExist

from .models import TaskRun

logger = logging.getLogger(__name__)

BATCH = 100
ASK_AGAIN_AFTER = timedelta(minutes=5)
# A queue that cannot be asked is given the work a second time after this; a run is claimed once
# however often it arrives.
ASSUME_LOST_AFTER = timedelta(hours=1)


def hand_over(run_id: int) -> bool:
    """Put one run into the queue; False when somebody else did, or when the queue is out of reach.

    What is not handed over stays waiting, and the scheduler tries again.
    """
    # Defining a task makes the configured queue's classes load, which need all apps to be ready.
    from .tasks import attempt

    try:
        with transaction.atomic():
            claimed = (
                TaskRun.objects.waiting()
                .filter(pk=run_id, in_queue_at=None)
                .update(in_queue_at=timezone.now(), result_id="")
            )
            if not claimed:
                return False
            result = attempt.enqueue(run_id)
            TaskRun.objects.filter(pk=run_id).update(result_id=result.id)
    except Exception:
        # Whoever wanted the work done (a publication, say) must not fail because the broker is down.
        logger.exception("run %s could not be handed to the queue; it will be tried again", run_id)
        return False
    return True


def hand_over_due(now: datetime) -> int:
    """Put every run into the queue that is due and not in it; returns how many went."""
    due = TaskRun.objects.to_hand_over(now).order_by("due_at").values_list("pk", flat=True)[:BATCH]
    return sum(hand_over(pk) for pk in list(due))


def find_lost(now: datetime) -> int:
    """Notice runs that the queue no longer holds, so that they are handed over again.

    Returns how many were lost. A broker that restarts without its data loses them all.
    """
    patience = ASK_AGAIN_AFTER if default_task_backend.supports_get_result else ASSUME_LOST_AFTER
    lost = 0
    doubtful = TaskRun.objects.waiting().filter(in_queue_at__lt=now - patience).order_by("in_queue_at")
    for run in doubtful[:BATCH]:
        still_there = default_task_backend.supports_get_result and _is_in_queue(run.result_id)
        # Those asked about go to the end of the line, so that all are asked about in turn.
        lost += TaskRun.objects.waiting().filter(pk=run.pk, in_queue_at=run.in_queue_at).update(
            in_queue_at=now if still_there else None
        ) * (not still_there)
    return lost


def _is_in_queue(result_id: str) -> bool:
    if not result_id:
        return False
    try:
        result = default_task_backend.get_result(result_id)
    except TaskResultDoesNotExist:
        return False
    return result.status in {TaskResultStatus.READY, TaskResultStatus.RUNNING}
