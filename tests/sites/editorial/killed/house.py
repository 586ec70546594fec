"""A small installation in this process; children of it work on copies of its database, and are killed."""

from __future__ import annotations

import os
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils import timezone

from sites.jobs import queue
from sites.jobs.operations import rescue

ENDED, FAILED, KILLED = 0, 1, 9


class Killer:
    """Ends this process before its n-th database statement, as a power cut would."""

    def __init__(self, number: int):
        self.number = number

    def __call__(self, execute, sql, params, many, context):
        self.number -= 1
        if self.number == 0:
            os._exit(KILLED)
        return execute(sql, params, many, context)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Nothing."""


class House:
    """The installation, on one database file at a time."""

    def __init__(self) -> None:
        self.directory: Path = settings.DATA_DIR
        self._server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=QuietHandler)
        settings.FRONT = f"127.0.0.1:{self._server.server_port}"

    def use(self, name: str) -> None:
        """Open the database `name`, and close what was open."""
        connection.close()
        connection.settings_dict["NAME"] = str(self.directory / f"{name}.sqlite3")

    @contextmanager
    def copy(self, of: str) -> Iterator[None]:
        """Work on a copy of a closed database, and forget it."""
        connection.close()
        shutil.copy(self.directory / f"{of}.sqlite3", self.directory / "copy.sqlite3")
        try:
            self.use("copy")
            yield
        finally:
            self.use(of)
            for file in self.directory.glob("copy.sqlite3*"):
                file.unlink()

    def keep(self, name: str) -> None:
        """Keep the database that is open under a further name."""
        connection.close()
        shutil.copy(connection.settings_dict["NAME"], self.directory / f"{name}.sqlite3")

    def kill(self, work: Callable[[], object], number: int) -> bool:
        """Let a process of its own do `work`, and kill it at a statement; False when it ended before that."""
        connection.close()
        pid = os.fork()
        if pid == 0:
            self._die(work, Killer(number))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code in {ENDED, KILLED}
        return code == KILLED

    def _die(self, work: Callable[[], object], killer: Killer) -> None:
        try:
            with connection.execute_wrapper(killer):
                work()
        except BaseException:
            traceback.print_exc()
            os._exit(FAILED)
        os._exit(ENDED)

    @contextmanager
    def front(self) -> Iterator[None]:
        """Serve the open database to citizens."""
        connection.close()
        pid = os.fork()
        if pid == 0:
            self._server.serve_forever()
        try:
            yield
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def start_again(self) -> None:
        """What scheduler and worker do after a restart."""
        now = timezone.now()
        rescue(now)
        queue.hand_over_due(now)
        work_off()


def work_off() -> None:
    """Do everything that waits in the queue."""
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
