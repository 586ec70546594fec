"""How long a start of `make run` takes on a machine that ran it before, until the server answers.

Starts on a free port with a data directory of its own (YIZHAN_DATA, or a temporary one that is prepared
first), several times, and prints each time, and the ratio of the median to the 10 seconds it may take.
Run by `make bench`.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = 10.0
ROUNDS = 5
PATIENCE = 600.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def start_once(environment: dict[str, str]) -> float:
    """Seconds from the command to the first answer; the server is stopped again."""
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "--silent", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers(int(environment["PORT"])):
            if process.poll() is not None or time.monotonic() - started > PATIENCE:
                sys.exit("the server did not start: try `make run`")
            time.sleep(0.02)
        return time.monotonic() - started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="yizhan-bench-") as temporary:
        environment = {**os.environ, "PORT": str(free_port())}
        environment.setdefault("YIZHAN_DATA", temporary)
        first = start_once(environment)
        times = [start_once(environment) for _round in range(ROUNDS)]
    median = statistics.median(times)
    print(f"first start of this run: {first:.1f} s")
    print("starts after it: " + ", ".join(f"{seconds:.2f} s" for seconds in times))
    print(f"median {median:.2f} s, ratio to the {TARGET:.0f} s allowed: {median / TARGET:.2f}")


if __name__ == "__main__":
    main()
