"""Stops a task that takes longer than it may."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeLimitExceeded(BaseException):
    """A task ran longer than its limit.

    Not an `Exception`, so that a task's own `except Exception` around one of its steps cannot
    swallow it and go on for ever.
    """


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise `TimeLimitExceeded` inside the block after `seconds`.

    Works in a process's main thread, which is where workers run tasks. Elsewhere there is no signal
    to stop it with, and the rescue finds it once the limit has passed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeLimitExceeded(f"longer than {seconds} seconds")

    previous = signal.signal(signal.SIGALRM, stop)
    # A queue may have set an alarm of its own.
    outer = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        signal.setitimer(signal.ITIMER_REAL, *outer)
