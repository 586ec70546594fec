"""The timetable of this room: reminders of steps that are overdue."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from . import reminders


@scheduled("remind_reviewers", cron="*/15 * * * *")
@background_task(title=_("Remind reviewers of overdue steps"), max_attempts=3)
def remind_reviewers() -> None:
    """Start a reminder for each step that became overdue, or was so a day ago and still is."""
    for key in reminders.due(timezone.now()):
        send_reminder.enqueue(key)


@background_task(title=_("Send a reminder"), max_attempts=8)
def send_reminder(step_state_id: int) -> None:
    reminders.send(step_state_id, timezone.now())
