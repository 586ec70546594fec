"""A PostgreSQL of our own: files in a temporary folder, on a free port of this machine, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .installation import free_port

# Where Debian keeps what its wrappers start, the newest version last.
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
# Nothing in it must outlive the tests, so nothing waits for the disk.
OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off"
# As a Chinese city would have it: text in the order of the language, not of its bytes.
ORDER = ["-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN"]
PATIENCE = 60


@contextmanager
def server() -> Iterator[str]:
    """Run a server until the block ends; the address of its one database, for DATABASE_URL."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="yizhan-postgresql-"))
    data, log = str(folder / "data"), str(folder / "log")
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; Debian's package brings somebody who may.
        shutil.chown(folder, "postgres")
    try:
        _run("initdb", "-D", data, "-U", "yizhan", "-A", "trust", "--no-sync", *ORDER)
        _run("pg_ctl", "-D", data, "-l", log, "-w", "-o", f"-p {port} {OPTIONS}", "start")
        try:
            yield f"postgres://yizhan@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    command = [str(PROGRAMS[-1] / program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Not captured: the server would hold the pipe open.
    subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE)
