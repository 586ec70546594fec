"""When a scheduled job runs next."""

from datetime import datetime
from zoneinfo import ZoneInfo

from croniter import croniter

# A cron expression means the wall clock of the office, whatever the server's zone is.
OFFICE_TIME = ZoneInfo("Asia/Shanghai")


def is_valid(cron: str) -> bool:
    """Whether `cron` is an expression of the usual five fields: minute, hour, day, month, weekday."""
    return len(cron.split()) == 5 and croniter.is_valid(cron)


def next_run(cron: str, after: datetime) -> datetime:
    """The first moment strictly after `after` that `cron` names, in office time.

    `after` must be aware; a `ValueError` is raised otherwise, because a naive time would silently
    be read in the wrong zone.
    """
    if after.tzinfo is None:
        raise ValueError("next_run() needs an aware datetime")
    moment: datetime = croniter(cron, after.astimezone(OFFICE_TIME)).get_next(datetime)
    return moment
