"""The timetable of this room."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from .rules import live


@scheduled("check_live_pages", cron="30 1 * * *")
@background_task(title=_("Check all published pages by the rules"), max_attempts=3, limit=timedelta(hours=6))
def check_live_pages() -> None:
    """Find what a new edition of the rules, a changed file or a change in the database brought."""
    live.check_everything()
