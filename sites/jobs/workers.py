"""Names the process that runs a task, so that another process can tell when it is gone.

A name is `<place>:<pid>:<start>`: the kernel and process namespace, the process number there, and
when the process started. The start tells a new process from a dead one whose number it took.
"""

import hashlib
import os
from pathlib import Path

PROC = Path("/proc")


def place() -> str:
    """Twelve characters that are equal only for processes that can see each other's numbers."""
    boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
    namespace = os.readlink(PROC / "self/ns/pid")
    return hashlib.sha256(f"{boot} {namespace}".encode()).hexdigest()[:12]


def identity() -> str:
    """The name of this process; at most 64 characters, the room a worker's id has in the queue."""
    pid = os.getpid()
    return f"{place()}:{pid}:{_started(pid)}"


def is_gone(worker: str) -> bool:
    """Whether `worker` certainly runs no more.

    False when it runs, and also when nothing can be known from here: it works on another machine or
    in another container, or the name was not made by `identity()`.
    """
    where, _, process = worker.partition(":")
    pid, _, start = process.partition(":")
    if where != place() or not pid.isdigit():
        return False
    return _started(int(pid)) != start


def _started(pid: int) -> str:
    """When process `pid` started, in clock ticks since the machine did; empty when it does not run."""
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    # The second field is the program's name in brackets and may hold spaces and brackets itself.
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state == "Z" else fields[18]
