"""The timetable of this room."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from . import heads


@scheduled("publish_ledger_head", cron="55 23 * * *")
@background_task(title=_("Publish the day's head of the ledger"), max_attempts=5)
def publish_ledger_head() -> None:
    """Make the day's head public, late in the evening."""
    heads.publish_head(timezone.localdate())
