"""Declares work for the background: `@background_task`, and `@scheduled` for what recurs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from . import schedule
from .models import TaskRun
from .queue import hand_over

P = ParamSpec("P")


@dataclass(frozen=True, kw_only=True)
class BackgroundTask(Generic[P]):
    """A function that can be run in the background, and how often it is tried.

    It must be idempotent: an attempt may be cut off anywhere and made again. Arguments must be JSON.
    """

    func: Callable[P, object]
    title: str | Promise
    max_attempts: int
    first_delay: timedelta
    limit: timedelta

    @property
    def path(self) -> str:
        return f"{self.func.__module__}.{self.func.__qualname__}"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> object:
        """Run it here and now."""
        return self.func(*args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskRun:
        """Have a worker run it as soon as the present transaction is committed.

        Raises `TypeError` when an argument is not JSON.
        """
        return self.enqueue_at(timezone.now(), *args, **kwargs)

    def enqueue_at(self, due_at: datetime, *args: P.args, **kwargs: P.kwargs) -> TaskRun:
        """Have a worker run it at `due_at` (aware), or soon after."""
        run = TaskRun.objects.create(
            task_path=self.path,
            args=list(args),
            kwargs=kwargs,
            max_attempts=self.max_attempts,
            first_delay=self.first_delay,
            limit_seconds=int(self.limit.total_seconds()),
            due_at=due_at,
        )
        if due_at <= timezone.now():
            transaction.on_commit(lambda: hand_over(run.pk))
        return run


def background_task(
    *,
    title: str | Promise,
    max_attempts: int = 5,
    first_delay: timedelta = timedelta(seconds=30),
    limit: timedelta = timedelta(minutes=10),
) -> Callable[[Callable[P, object]], BackgroundTask[P]]:
    """Make a module-level function a task of the background.

    `title` is what the admin calls it. A failed attempt is made again after `first_delay`, then after
    twice that, and so on up to an hour, until `max_attempts` have been made. An attempt that takes
    longer than `limit` is stopped and counts as failed.
    """
    if max_attempts < 1:
        raise ImproperlyConfigured("max_attempts must be at least 1")

    def declare(func: Callable[P, object]) -> BackgroundTask[P]:
        if "<locals>" in func.__qualname__:
            raise ImproperlyConfigured(f"{func.__qualname__}: a background task stands at module level")
        return BackgroundTask(
            func=func, title=title, max_attempts=max_attempts, first_delay=first_delay, limit=limit
        )

    return declare


def find_task(path: str) -> BackgroundTask[Any]:
    """The task at `path`; `ImportError` or `TypeError` when there is none (any more)."""
    task = import_string(path)
    if not isinstance(task, BackgroundTask):
        raise TypeError(f"{path} is not a background task")
    return task


@dataclass(frozen=True)
class Job:
    """A task with the time at which it recurs."""

    name: str
    cron: str
    task: BackgroundTask[[]]


_jobs: dict[str, Job] = {}


def scheduled(name: str, *, cron: str) -> Callable[[BackgroundTask[[]]], BackgroundTask[[]]]:
    """Run a background task without arguments at the times `cron` names, in office time.

    Stands above `@background_task` in a module called `jobs.py` of any installed app.
    """
    if not schedule.is_valid(cron):
        raise ImproperlyConfigured(f"job {name!r}: {cron!r} is not a cron expression of five fields")

    def register(task: BackgroundTask[[]]) -> BackgroundTask[[]]:
        known = _jobs.get(name)
        if known is not None and known.task.path != task.path:
            raise ImproperlyConfigured(f"two jobs are called {name!r}: {known.task.path}, {task.path}")
        _jobs[name] = Job(name, cron, task)
        return task

    return register


def declared_jobs() -> dict[str, Job]:
    """Every job found in the installed apps' `jobs.py`, by name."""
    return dict(_jobs)
