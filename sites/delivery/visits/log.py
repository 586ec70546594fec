"""Where this machine writes its own lines: a new file each hour, which the job deletes when it is counted.

Files are never renamed while somebody writes: whoever begins an hour opens its file, and the hour before is
over for everybody.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import threading
import time
from collections import deque
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
FOLDER = "visits"
HOUR = 3600
WRITTEN_AFTER = 2


class Log:
    """The lines below `folder`. Safe to use from many threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Two machines may share the folder, but not a file.
        self._machine = re.sub(r"[^A-Za-z0-9.-]", "_", socket.gethostname())[:60]
        self._lock = threading.Lock()
        self._held: deque[bytes] = deque()
        self._is_due = False
        self._open: tuple[int, int] = (0, -1)
        self._before = -1
        self._failed_in = 0

    def append(self, rest: bytes) -> None:
        """Write down that now happened what `rest` says (`lines.of`)."""
        self._write(_line(rest))

    def note(self, rest: bytes) -> None:
        """As `append`, within `WRITTEN_AFTER` seconds: a write for each visit would cost more than the page.

        A process that is killed loses what it notes in that time.
        """
        self._held.append(_line(rest))
        if not self._is_due:
            self._is_due = True
            timer = threading.Timer(WRITTEN_AFTER, self._write_what_is_due)
            timer.daemon = True
            timer.start()

    def flush(self) -> None:
        """Write what is noted."""
        held = []
        with suppress(IndexError):
            while True:
                held.append(self._held.popleft())
        if held:
            self._write(b"".join(held))

    def _write_what_is_due(self) -> None:
        # First: who notes something from now on sets another time for it.
        self._is_due = False
        self.flush()

    def _write(self, lines: bytes) -> None:
        """A disk that is full is logged, once an hour: the reader has his page all the same."""
        now = int(time.time())
        try:
            hour, file = self._open
            if hour != now // HOUR:
                file = self._begin(now // HOUR)
            os.write(file, lines)
        except OSError as error:
            if self._failed_in != now // HOUR:
                self._failed_in = now // HOUR
                logger.warning("Visits cannot be counted: %s", error)

    def _begin(self, hour: int) -> int:
        with self._lock:
            if self._open[0] == hour:
                return self._open[1]
            self.folder.mkdir(parents=True, exist_ok=True)
            name = self.folder / f"{self._machine}-{hour}.log"
            file = os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
            # A thread may just be writing to the hour before: its number is free for others one hour later.
            if self._before >= 0:
                os.close(self._before)
            self._before, self._open = self._open[1], (hour, file)
            return file


def _line(rest: bytes) -> bytes:
    return b"%d%b" % (time.time(), rest)


def folder() -> Path:
    return Path(settings.DATA_DIR) / FOLDER


@cache
def _log_in(place: Path) -> Log:
    return Log(place)


def log() -> Log:
    """The log of this machine."""
    return _log_in(folder())
