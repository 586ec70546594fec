"""Each task writes into the data directory what it did, so that a test can see it from outside."""

import os
import time
from datetime import timedelta

from django.conf import settings
from django_tasks import task

from sites.jobs.background import background_task


def note(name: str, line: str) -> int:
    """Add a line to the file `name`; returns how many lines it has now."""
    path = settings.DATA_DIR / name
    with path.open("a") as file:
        file.write(f"{line}\n")
    return len(path.read_text().splitlines())


@background_task(title="Leaves a line", max_attempts=3, first_delay=timedelta(0))
def leave(line: str) -> None:
    note("left", line)


@background_task(title="Works at the second attempt", max_attempts=3, first_delay=timedelta(0))
def fail_once() -> None:
    if note("tries", str(os.getpid())) < 2:
        raise RuntimeError("not yet")


@background_task(title="Never ends at first", max_attempts=3, first_delay=timedelta(0))
def hang_once() -> None:
    """The first attempt waits to be killed; the second ends."""
    if note("hanging", str(os.getpid())) < 2:
        time.sleep(600)


@background_task(title="Always takes its worker along", max_attempts=2, first_delay=timedelta(0))
def hang() -> None:
    note("hanging", str(os.getpid()))
    time.sleep(600)


@background_task(title="Slow", max_attempts=1, limit=timedelta(seconds=1))
def slow() -> None:
    note("slow", str(os.getpid()))
    time.sleep(600)


@task()
def foreign_hang_once() -> None:
    """A task of somebody else's, straight in the queue, as Wagtail's are."""
    if note("foreign", str(os.getpid())) < 2:
        time.sleep(600)
