"""Starts programs as children of this process, restarts those that die, and ends them all together.

Children are forked, not executed anew: what this process has loaded is loaded in every one of them
at once, and stored once.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.2
SETTLED_AFTER = 60.0
LONGEST_WAIT = 30.0
# Of <linux/prctl.h>.
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(frozen=True)
class Program:
    """Something that runs until it is asked to stop by SIGTERM."""

    name: str
    run: Callable[[], object]


@dataclass
class _Child:
    program: Program
    pid: int = 0
    started: float = 0.0
    starts_at: float = 0.0
    quick_deaths: int = 0


class Supervisor:
    """Runs programs until it is told to stop.

    `grace` is how many seconds programs may take to end. `meanwhile` is called at every look until
    it returns True.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        grace: float = 30.0,
        meanwhile: Callable[[], bool] = lambda: True,
    ) -> None:
        self.children = [_Child(program) for program in programs]
        self.grace = grace
        self.meanwhile = meanwhile
        self.stop_requests = 0

    def run(self) -> None:
        """Start everything and return once everything has ended after a signal to stop."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)
        waiting = True
        while not self.stop_requests:
            self._look_after_children()
            if waiting:
                waiting = not self.meanwhile()
            time.sleep(LOOK_EVERY)
        self._end()

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self.stop_requests += 1

    def _look_after_children(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.pid and (status := _collect(child.pid)) is not None:
                self._note_death(child, status, now)
            if not child.pid and child.starts_at <= now:
                child.pid, child.started = _fork(child.program), now

    def _note_death(self, child: _Child, status: int, now: float) -> None:
        """Have a dead child started again, after a wait that doubles while it keeps dying soon."""
        settled = now - child.started > SETTLED_AFTER
        child.quick_deaths = 1 if settled else child.quick_deaths + 1
        wait = min(2.0 ** (child.quick_deaths - 1), LONGEST_WAIT)
        child.pid, child.starts_at = 0, now + wait
        logger.error("%s ended with status %s; starting it again in %.0f s", child.program.name, status, wait)

    def _end(self) -> None:
        """Ask every child to end, wait for it, and kill what has not ended when grace is over."""
        alive = [child for child in self.children if child.pid]
        for child in alive:
            os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while alive:
            alive = [child for child in alive if _collect(child.pid) is None]
            # Whoever asks a second time does not want to wait.
            if time.monotonic() > deadline or self.stop_requests > 1:
                for child in alive:
                    logger.warning("%s did not end by itself; killed", child.program.name)
                    os.killpg(child.pid, signal.SIGKILL)
            time.sleep(LOOK_EVERY / 4)


def _collect(pid: int) -> int | None:
    """The exit status of child `pid` if it has ended, negative for a signal; None while it runs.

    Whatever it leaves running in its process group is killed with it.
    """
    if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        return None
    # Not collected yet, so the group's number cannot have passed to anybody else.
    os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _fork(program: Program) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        # Both sides do it, so that neither ever sees the child in the wrong group.
        os.setpgid(pid, pid)
        return pid
    os._exit(_run_child(program, parent))


def _run_child(program: Program, parent: int) -> int:
    """Run `program` in the child process; returns its exit status."""
    try:
        os.setpgid(0, 0)
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        _end_with_parent(parent)
        _prctl(PR_SET_NAME, f"yizhan-{program.name}"[:15].encode())
        program.run()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _end_with_parent(parent: int) -> None:
    """Have the kernel stop this process when the supervisor is killed, so that no orphan stays."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


def _prctl(option: int, value: int | bytes) -> None:
    ctypes.CDLL(None).prctl(option, value)
