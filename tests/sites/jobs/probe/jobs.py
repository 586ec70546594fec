from sites.jobs.background import background_task, scheduled

from .tasks import note


@scheduled("every_minute", cron="* * * * *")
@background_task(title="Every minute", max_attempts=1)
def every_minute() -> None:
    note("minutes", "once")
