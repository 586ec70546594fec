"""The Celery application: one Celery task that calls the task of django-tasks it is told.

Imported only when Celery is the configured queue (requirements-distributed.txt).
"""

from typing import Any

from celery import Celery
from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks.base import Task

app = Celery("yizhan", broker=settings.REDIS_URL)
app.conf.update(
    task_default_queue="default",
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone=settings.TIME_ZONE,
    broker_connection_retry_on_startup=True,
    worker_hijack_root_logger=False,
)


@app.task(name="sites.jobs.run")
def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call the task at `path`; `TypeError` when no task is there."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is not a task")
    task.call(*args, **kwargs)
