"""A small installation with its own database, whose processes a test starts, kills and looks at."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "tests.sites.jobs.process_settings"
PATIENCE = 30


def wait_until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE} s in vain until {what}")
        time.sleep(0.1)


class Installation:
    def __init__(self, directory: Path, **environment: str) -> None:
        self.directory = directory
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "YIZHAN_DATA": str(directory),
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def command(self, *arguments: str) -> None:
        """Run a management command to its end."""
        subprocess.run(self._argv(*arguments), env=self.environment, cwd=ROOT, check=True)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a management command and leave it running."""
        process = subprocess.Popen(
            self._argv(*arguments), env=self.environment, cwd=ROOT, start_new_session=True
        )
        self.processes.append(process)
        return process

    def python(self, code: str) -> None:
        """Run code in the installation."""
        setup = "import django; django.setup()\n"
        subprocess.run([sys.executable, "-c", setup + code], env=self.environment, cwd=ROOT, check=True)

    def enqueue(self, task: str, *arguments: str) -> None:
        given = ", ".join(repr(argument) for argument in arguments)
        self.python(f"from tests.sites.jobs.probe.tasks import {task}; {task}.enqueue({given})")

    def lines(self, name: str) -> list[str]:
        """What the tasks noted in the file `name`."""
        path = self.directory / name
        return path.read_text().splitlines() if path.exists() else []

    def query(self, sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.directory / "jobs.sqlite3", timeout=20)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def states(self) -> list[str]:
        """States of what the test enqueued; the timetable adds work of its own every minute."""
        own = "SELECT state FROM sites_jobs_taskrun WHERE task_path LIKE '%.probe.tasks.%' ORDER BY id"
        return [str(row[0]) for row in self.query(own)]

    def kill_group(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process started here together with all that it started itself."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_task(self, name: str) -> None:
        """Kill the process that noted its number last in the file `name`.

        An RQ worker works in a child that leaves its group, and so outlives it.
        """
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(self.lines(name)[-1]), signal.SIGKILL)

    def end(self) -> None:
        """Leave nothing behind of what was started here."""
        for process in self.processes:
            self.kill_group(process)

    @staticmethod
    def _argv(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "django", *arguments]


def make_template(directory: Path) -> Path:
    """An empty database, migrated once for all the tests."""
    Installation(directory).command("migrate", "--verbosity=0")
    return directory / "jobs.sqlite3"


def make(directory: Path, template: Path, **environment: str) -> Installation:
    shutil.copy(template, directory / "jobs.sqlite3")
    return Installation(directory, **environment)
