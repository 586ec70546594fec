"""The timetable of this room. Rescue is not on it: the scheduler does that itself at every tick,
because a rescue that waits for a worker could never rescue the worker's own tasks."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import operations
from .background import background_task, scheduled


@scheduled("prune_background_work", cron="30 3 * * *")
@background_task(title=_("Forget finished background work"), max_attempts=3)
def prune_background_work() -> None:
    """Remove old rows of finished work, at night."""
    operations.prune(timezone.now())
