"""Celery as a queue of django-tasks.

The released one needs Django 6 and Python 3.12. This one sends and nothing more: results and
retries are kept in our own table, whichever queue is used.
"""

from typing import Any

from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.exceptions import InvalidTaskError
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id


class CeleryBackend(BaseTaskBackend):
    supports_defer = True

    def validate_task(self, task: Task[Any, Any]) -> None:
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("Celery keeps no result here, so a task cannot be given its context.")

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Send `task` to the broker; raises Celery's `OperationalError` when it is out of reach."""
        from .celery_app import run

        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        run.apply_async(
            (task.module_path, result.args, result.kwargs),
            task_id=result.id,
            queue=task.queue_name,
            eta=task.run_after,
            # A request waits for the broker no longer than this.
            retry_policy={"max_retries": 1, "interval_start": 0.2},
        )
        task_enqueued.send(type(self), task_result=result)
        return result
