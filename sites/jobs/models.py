"""What runs in the background: every piece of work with its attempts, and the timetable."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_DELAY = timedelta(hours=1)
# A second doubled this often is more than the longest delay; more would only overflow.
MOST_DOUBLINGS = 12
# A worker stops a task at its limit itself; only one that failed to is older than this.
RESCUE_GRACE = timedelta(minutes=1)


class TaskRunQuerySet(models.QuerySet["TaskRun"]):
    def waiting(self) -> TaskRunQuerySet:
        return self.filter(state=TaskRun.State.WAITING)

    def running(self) -> TaskRunQuerySet:
        return self.filter(state=TaskRun.State.RUNNING)

    def failed(self) -> TaskRunQuerySet:
        return self.filter(state=TaskRun.State.FAILED)

    def unfinished(self) -> TaskRunQuerySet:
        return self.filter(state__in=[TaskRun.State.WAITING, TaskRun.State.RUNNING])

    def to_hand_over(self, now: datetime) -> TaskRunQuerySet:
        """Due, and not in the queue."""
        return self.waiting().filter(due_at__lte=now, in_queue_at=None)


class TaskRun(models.Model):
    """One piece of background work: what is to be done, and what became of each attempt.

    The queue carries only this row's number, so retries, rescue and the page in the admin work the
    same whichever queue is configured. Arguments are JSON and name things by their keys; they never
    hold personal data, because this table is shown to technicians.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    task_path = models.CharField(pgettext_lazy("background work", "task"), max_length=200)
    args = models.JSONField(_("arguments"), default=list)
    kwargs = models.JSONField(_("named arguments"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("attempts at most"))
    first_delay = models.DurationField(_("delay before the second attempt"))
    limit_seconds = models.PositiveIntegerField(_("time limit of an attempt, in seconds"))

    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"))
    in_queue_at = models.DateTimeField(
        _("in the queue at"), null=True, help_text=_("When the queue was last known to hold it.")
    )
    result_id = models.CharField(_("number in the queue"), max_length=64, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    worker = models.CharField(_("worker"), max_length=64, blank=True)
    error = models.TextField(_("error"), blank=True)
    traceback = models.TextField(_("where the error arose"), blank=True)

    objects = TaskRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("background task")
        verbose_name_plural = _("background tasks")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="jobs_run_state_due"),
            models.Index(fields=["state", "finished_at"], name="jobs_run_state_finished"),
        ]
        default_permissions = ()
        permissions = [("view_failures", _("Can see background work and run it again"))]

    def __str__(self) -> str:
        return f"{self.task_path} #{self.pk}"

    def delay(self) -> timedelta:
        """How long to wait after the attempt just made: twice as long after each, up to an hour."""
        doublings = min(max(self.attempts - 1, 0), MOST_DOUBLINGS)
        doubled: timedelta = self.first_delay * 2**doublings
        return min(doubled, LONGEST_DELAY)

    def is_overdue(self, now: datetime) -> bool:
        """Whether the present attempt has run longer than its limit allows."""
        return (
            self.state == self.State.RUNNING
            and self.started_at is not None
            and self.started_at + timedelta(seconds=self.limit_seconds) + RESCUE_GRACE < now
        )


class ScheduledJobQuerySet(models.QuerySet["ScheduledJob"]):
    def due(self, now: datetime) -> ScheduledJobQuerySet:
        return self.filter(enabled=True, next_run_at__lte=now)


class ScheduledJob(models.Model):
    """A line of the timetable. The code declares it (`@scheduled`); the office may switch it off."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    cron = models.CharField(_("cron expression"), max_length=80)
    task_path = models.CharField(pgettext_lazy("background work", "task"), max_length=200)
    enabled = models.BooleanField(_("enabled"), default=True)
    next_run_at = models.DateTimeField(_("next run"), db_index=True)
    last_run_at = models.DateTimeField(_("last run"), null=True)
    last_run = models.ForeignKey(
        TaskRun, verbose_name=_("last result"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ScheduledJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
