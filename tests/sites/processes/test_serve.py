"""`manage.py serve` as a whole: a real installation on a port of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from sites.processes.listening import listen

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "YIZHAN_DATA": str(tmp_path_factory.mktemp("serve")),
        "YIZHAN_ROLE": "all",
        "PORT": str(port),
    }


def test_a_taken_port_gets_one_sentence_and_an_exit_status(environment):
    with listen("127.0.0.1", int(environment["PORT"])):
        done = subprocess.run(manage("serve"), cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert environment["PORT"] in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_unknown_role_gets_one_sentence_and_an_exit_status(environment):
    done = subprocess.run(
        manage("serve"), cwd=ROOT, env={**environment, "YIZHAN_ROLE": "x"}, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_it_answers_says_where_and_ends_with_all_its_processes(environment):
    subprocess.run(manage("migrate", "--verbosity=0"), cwd=ROOT, env=environment, check=True)
    log = Path(environment["YIZHAN_DATA"]) / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            manage("serve"), cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        office = f"http://localhost:{environment['PORT']}/admin/"
        _wait_until(lambda: office in log.read_text())
        assert _answers(environment["PORT"])
        children = _children(server.pid)
        assert len(children) == 3
        # Work in the background gives way to readers.
        _wait_until(lambda: [os.getpriority(os.PRIO_PROCESS, child) for child in children] == [0, 10, 10])
        os.kill(children[0], signal.SIGKILL)
        _wait_until(lambda: children[0] not in _children(server.pid) and len(_children(server.pid)) == 3)
        _wait_until(lambda: _answers(environment["PORT"]))
        family = [pid for child in _children(server.pid) for pid in [child, *_children(child)]]
        server.terminate()
        assert server.wait(PATIENCE) == 0
        assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
    finally:
        server.kill()
        server.wait()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _answers(port: str) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _wait_until(true) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)
