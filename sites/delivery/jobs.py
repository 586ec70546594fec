"""The timetable of this room: what lies in the public folder is looked at again and again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from .copies import verification
from .copies.store import store


@scheduled("verify_copies", cron="*/10 * * * *")
@background_task(title=_("Verify the stored copies of pages"), max_attempts=3)
def verify_copies() -> None:
    """Set aside what was changed on the disk, and record it; the pages are made anew when they are read."""
    place = store()
    if place is not None:
        verification.verify(place)
        verification.record(place)
