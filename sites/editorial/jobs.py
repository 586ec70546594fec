"""The timetable of this room: reminders, the end of what went out unapproved, receipts, the nightly check."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from . import bundles, emergency, receipts, reminders, sign_links, withdrawal
from .models import Bundle, EmergencyRelease, Withdrawal
from .rules import live


@scheduled("remind_reviewers", cron="*/15 * * * *")
@background_task(title=_("Remind reviewers of overdue steps"), max_attempts=3)
def remind_reviewers() -> None:
    """Start a reminder for each step that became overdue, or was so a day ago and still is."""
    for key in reminders.due(timezone.now()):
        send_reminder.enqueue(key)


@background_task(title=_("Send a reminder"), max_attempts=8)
def send_reminder(step_state_id: int) -> None:
    reminders.send(step_state_id, timezone.now())


@scheduled("end_emergency_releases", cron="*/5 * * * *")
@background_task(title=_("Take down what was not approved in time"), max_attempts=3)
def end_emergency_releases() -> None:
    for key in EmergencyRelease.objects.expired(timezone.now()).values_list("pk", flat=True):
        end_emergency_release.enqueue(key)


@background_task(title=_("Take down an unapproved emergency release"), max_attempts=20)
def end_emergency_release(release_id: int) -> None:
    emergency.expire(release_id, timezone.now())


@scheduled("release_bundles", cron="* * * * *")
@background_task(title=_("Release bundles whose moment has come"), max_attempts=3)
def release_bundles() -> None:
    for key in bundles.due_to_be_tried(timezone.now()):
        release_bundle.enqueue(key)


@background_task(title=_("Release a bundle"), max_attempts=20)
def release_bundle(bundle_id: int) -> None:
    found = Bundle.objects.filter(pk=bundle_id).first()
    if found is not None:
        bundles.release_if_due(found, by=None)


@background_task(title=_("See whether a withdrawn page is gone"), max_attempts=20)
def look_at_withdrawal(withdrawal_id: int) -> None:
    found = Withdrawal.objects.filter(pk=withdrawal_id, state=Withdrawal.State.SIGNED).first()
    if found is not None:
        receipts.look(found, withdrawal.escalate_after())


@scheduled("check_live_pages", cron="30 1 * * *")
@background_task(title=_("Check all published pages by the rules"), max_attempts=3, limit=timedelta(hours=6))
def check_live_pages() -> None:
    """Find what a new edition of the rules, a changed file or a change in the database brought."""
    live.check_everything()


@background_task(
    title=_("Send the code of a signing link"), max_attempts=5, first_delay=timedelta(seconds=10)
)
def send_sign_code(link_id: int, number: int) -> None:
    sign_links.send_code(link_id, number)
