"""Background tasks for the tests of this room."""

import time
from datetime import timedelta

from sites.jobs.background import background_task
from sites.jobs.limits import TimeLimitExceeded

done: list[object] = []


@background_task(title="Notes what it is given")
def note(*values: object, **named: object) -> None:
    done.append([*values, named] if named else list(values))


@background_task(title="Fails", max_attempts=3, first_delay=timedelta(seconds=10))
def fail() -> None:
    raise RuntimeError("没有网络")


@background_task(title="Takes too long", max_attempts=1, limit=timedelta(seconds=1))
def hang() -> None:
    while True:
        try:
            time.sleep(60)
        except Exception:
            done.append("swallowed")


assert not issubclass(TimeLimitExceeded, Exception)


@background_task(title="Recurs")
def recur() -> None:
    done.append("recurred")
