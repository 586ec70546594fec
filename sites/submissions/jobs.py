"""The timetable of this room: copies that nobody justified fall at the end of the day."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from . import sources
from .models import SourceChange


@scheduled("let_copies_fall", cron="*/5 * * * *")
@background_task(title=_("Take down copies of withdrawn pages that nobody justified"), max_attempts=3)
def let_copies_fall() -> None:
    for key in SourceChange.objects.open().filter(due_at__lte=timezone.now()).values_list("pk", flat=True):
        let_copy_fall.enqueue(key)


@background_task(title=_("Take down the copy of a withdrawn page"), max_attempts=20)
def let_copy_fall(change_id: int) -> None:
    sources.expire(change_id, timezone.now())
