"""A real installation for browser tests: its own data directory, server, worker and scheduler."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.servers import free_port

__all__ = ["ROOT", "Installation", "at", "free_port", "prepared", "running", "served"]
ROOT = Path(__file__).parents[2]
PASSWORD = "only for this test run"
START_SECONDS = 120


@dataclass(frozen=True)
class Installation:
    """Where it answers, and how to run its commands."""

    port: int
    environment: dict[str, str]

    def address(self, host: str = "localhost", path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def manage(self, *arguments: str) -> str:
        """Run a command of the installation and return what it printed; it must succeed."""
        return _run([sys.executable, "manage.py", *arguments], self.environment)

    def beside(self, **environment: str) -> Installation:
        """Another application with the same data, on a port of its own."""
        port = free_port()
        return Installation(port, {**self.environment, "PORT": str(port), **environment})

    def script(self, name: str, *arguments: str) -> str:
        """Run a module of the tests in the installation's own settings."""
        return _run([sys.executable, "-m", f"tests.browser.{name}", *arguments], self.environment)


def at(data: Path) -> Installation:
    """An installation whose data is in `data`, on a free port, not yet served."""
    port = free_port()
    environment = {
        **os.environ,
        "YIZHAN_DATA": str(data),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "PYTHONPATH": str(ROOT),
    }
    return Installation(port, environment)


def prepared(data: Path, like: Path | None = None) -> Installation:
    """An installation in `data` with the sites of `sample.py`, not yet served; a copy of `like`, if given."""
    place = at(data)
    if like is not None:
        shutil.copytree(like, data, dirs_exist_ok=True)
        return place
    place.manage("prepare")
    place.script("sample", PASSWORD)
    return place


@contextmanager
def running(data: Path, like: Path | None = None) -> Iterator[Installation]:
    """An installation that is prepared and served until the block ends."""
    place = prepared(data, like)
    with served(place):
        yield place


@contextmanager
def served(place: Installation, log: IO[bytes] | None = None) -> Iterator[int]:
    """Serve an installation until the block ends; gives the key of the first process."""
    with ExitStack() as until_ended:
        if log is None:
            file = Path(place.environment["YIZHAN_DATA"], "server.log")
            log = until_ended.enter_context(file.open("wb"))
        command = [sys.executable, "manage.py", "serve"]
        server = subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=log, stderr=log)
        try:
            _wait_until_it_answers(place, server)
            yield server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _wait_until_it_answers(place: Installation, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "The server ended while it started; see server.log."
        try:
            urllib.request.urlopen(place.address("127.0.0.1", "/healthz"), timeout=5)  # noqa: S310 - our own
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError("The server did not answer in time.")
