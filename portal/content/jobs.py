"""What this room does by the clock."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from search import maintenance
from sites.jobs.background import background_task, scheduled


@scheduled("verify_search", cron="20 4 * * *")
@background_task(title=_("Compare the search with what is published"), max_attempts=3)
def verify_search() -> None:
    """Put in what the search misses, and take out what is public no more."""
    maintenance.repair()
