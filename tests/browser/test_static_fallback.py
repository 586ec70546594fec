"""With the program broken, one command has citizens read the mirrors; it needs nothing but Python."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sites.delivery.mirror.layout import is_on
from tests.factories.mirrors import HOST, make_mirror

from .installation import ROOT, free_port

# Without -S installed packages would be found, which may be what is broken.
COMMAND = [sys.executable, "-S", "-m", "sites.delivery.mirror.fallback"]


@pytest.fixture
def environment(tmp_path):
    return {"YIZHAN_DATA": str(tmp_path), "PORT": str(free_port()), "PATH": os.environ["PATH"]}


def run(environment: dict[str, str], what: str) -> tuple[int, str]:
    done = subprocess.run(
        [*COMMAND, what], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def get(environment: dict[str, str], path: str, host: str = HOST) -> int:
    """Status of the answer; waits until there is somebody to answer."""
    deadline = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", int(environment["PORT"]), timeout=30)
        try:
            connection.request("GET", path, headers={"Host": host})
            return connection.getresponse().status
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        finally:
            connection.close()


def test_one_command_switches_and_says_what_citizens_read(environment, tmp_path):
    assert run(environment, "on")[0] == 1
    assert not is_on(tmp_path)
    make_mirror(tmp_path)
    status, said = run(environment, "on")
    assert (status, is_on(tmp_path)) == (0, True)
    for words in (f"{HOST}：生成于 2026-11-23 02:30", "make static-fallback-off", "make static-serve"):
        assert words in said
    assert "正在浏览静态镜像" in run(environment, "status")[1]
    assert run(environment, "off")[0] == run(environment, "off")[0] == 0
    assert "正在浏览正常网站" in run(environment, "status")[1]


def test_the_emergency_server_serves_all_sites_and_ends_when_it_is_told(environment, tmp_path):
    make_mirror(tmp_path)
    make_mirror(tmp_path, "www.example")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*COMMAND, "serve"], cwd=ROOT, env=environment, **quiet)
    try:
        for host in (HOST, "www.example"):
            assert get(environment, "/tzgg/?page=2", host) == 200
        assert get(environment, "/nothing/") == 404
        assert get(environment, "/admin/") == 503
        assert get(environment, "/", "other.example") == 503
        status, said = run(environment, "serve")
        assert (status, "程序是否仍在运行" in said) == (1, True)
        assert "make static-serve" not in run(environment, "on")[1]
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0


def test_the_data_directory_is_found_as_the_settings_find_it(environment, tmp_path):
    make_mirror(tmp_path)
    place = Path(tmp_path / "where")
    place.write_text(f"{tmp_path}\n")
    elsewhere = {**environment, "YIZHAN_DATA_FILE": str(place)}
    del elsewhere["YIZHAN_DATA"]
    assert HOST in run(elsewhere, "status")[1]
