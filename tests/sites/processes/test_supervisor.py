"""Programs are kept running, and end with their supervisor however it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30
SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from sites.processes.supervisor import Program, Supervisor

directory = Path(sys.argv[1])

def note(name):
    with (directory / name).open("a") as file:
        file.write(f"{os.getpid()}\\n")

def steady():
    note("steady")
    time.sleep(600)

def polite():
    def end(*_):
        note("polite-ended")
        sys.exit(0)
    signal.signal(signal.SIGTERM, end)
    note("polite")
    time.sleep(600)

def deaf():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    note("deaf")
    time.sleep(600)

def parent():
    if os.fork() == 0:
        note("grandchild")
        time.sleep(600)
    note("parent")
    time.sleep(600)

def broken():
    note("broken")
    raise RuntimeError("no")

programs = [Program(name, globals()[name]) for name in sys.argv[3:]]
Supervisor(programs, grace=float(sys.argv[2])).run()
"""


class Supervised:
    def __init__(self, directory: Path, grace: float, *programs: str) -> None:
        self.directory = directory
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(directory), str(grace), *programs],
            cwd=ROOT,
            start_new_session=True,
        )

    def pids(self, name: str) -> list[int]:
        path = self.directory / name
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def wait_for(self, name: str, times: int = 1) -> list[int]:
        end = time.monotonic() + PATIENCE
        while len(pids := self.pids(name)) < times:
            assert time.monotonic() < end, f"{name} did not run {times} times"
            time.sleep(0.05)
        return pids

    def wait_until_gone(self, pid: int) -> None:
        end = time.monotonic() + PATIENCE
        while _runs(pid):
            assert time.monotonic() < end, f"process {pid} still runs"
            time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def supervise(tmp_path):
    started: list[Supervised] = []

    def start(*programs: str, grace: float = 20) -> Supervised:
        started.append(Supervised(tmp_path, grace, *programs))
        return started[-1]

    yield start
    for supervised in started:
        supervised.process.kill()
        supervised.process.wait()
        for file in tmp_path.iterdir():
            for pid in supervised.pids(file.name):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def test_a_program_that_is_killed_is_started_again_and_the_others_go_on(supervise):
    supervised = supervise("steady", "polite")
    (polite,) = supervised.wait_for("polite")
    (first,) = supervised.wait_for("steady")
    os.kill(first, signal.SIGKILL)
    assert supervised.wait_for("steady", 2)[1] != first
    assert supervised.pids("polite") == [polite]


def test_a_program_that_fails_at_once_is_tried_again_less_and_less_often(supervise):
    supervised = supervise("broken")
    supervised.wait_for("broken", 3)
    assert supervised.process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_stop_it_waits_until_programs_have_ended_in_order(supervise, number):
    supervised = supervise("polite", "steady")
    supervised.wait_for("polite")
    (steady,) = supervised.wait_for("steady")
    supervised.process.send_signal(number)
    assert supervised.process.wait(PATIENCE) == 0
    assert supervised.pids("polite-ended") == supervised.pids("polite")
    assert not _runs(steady)


def test_a_program_that_does_not_listen_is_killed_when_grace_is_over(supervise):
    supervised = supervise("deaf", grace=0.5)
    (deaf,) = supervised.wait_for("deaf")
    supervised.process.terminate()
    assert supervised.process.wait(PATIENCE) == 0
    assert not _runs(deaf)


def test_asked_a_second_time_it_does_not_wait(supervise):
    supervised = supervise("deaf", grace=600)
    supervised.wait_for("deaf")
    # Two of a kind might arrive as one.
    supervised.process.send_signal(signal.SIGTERM)
    supervised.process.send_signal(signal.SIGINT)
    assert supervised.process.wait(PATIENCE) == 0


def test_when_the_supervisor_itself_is_killed_no_orphan_stays(supervise):
    supervised = supervise("steady", "polite")
    (steady,), (polite,) = supervised.wait_for("steady"), supervised.wait_for("polite")
    supervised.process.kill()
    supervised.wait_until_gone(steady)
    supervised.wait_until_gone(polite)


def test_what_a_dead_program_leaves_running_goes_with_it(supervise):
    supervised = supervise("parent")
    (parent,), (grandchild,) = supervised.wait_for("parent"), supervised.wait_for("grandchild")
    os.kill(parent, signal.SIGKILL)
    supervised.wait_until_gone(grandchild)
