"""How fast a stored page is: sent by nginx, and by the installation alone, beside nginx with a plain file.

`PYTHONPATH=. python bench/copies.py` (or `make bench`); needs nginx and wrk (Debian: nginx-light, wrk).
Load and servers share the machine, so only the ratios of one run say something. CPU is user and system time
of all server processes.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.installation import Installation, free_port, running
from tests.browser.nginx import AS_SHIPPED, NOT_AT_ALL, SHIPPED, nginx_before
from tests.browser.readers import HOST, Front

PATH = "/tzgg/"
SECONDS, ROUNDS, CONNECTIONS = 2, 5, 8
# Visits of robots are not counted, so it matters who asks.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PLAIN = "daemon off; pid {place}/plain.pid; error_log {place}/plain.log; {user} events {{}} http {{ \
include /etc/nginx/mime.types; access_log off; server {{ listen 127.0.0.1:{port}; root {place}/plain; \
location / {{ {headers} }} }} }}"
# nginx with the copies, to nginx with plain files; the installation alone.
NGINX_AT_LEAST, ALONE_AT_LEAST, NGINX_MICROSECONDS = 0.9, 0.25, 20


@contextmanager
def plain_nginx(place: Path, body: bytes, port: int, headers: str = "") -> Iterator[None]:
    """nginx with nothing but one file, and `headers` with it."""
    place = place / f"plain-{port}"
    file = place / "plain" / PATH.strip("/") / "index.html"
    file.parent.mkdir(parents=True)
    file.write_bytes(body)
    user = "user root;" if os.geteuid() == 0 else ""
    (place / "plain.conf").write_text(PLAIN.format(place=place, port=port, user=user, headers=headers))
    server = subprocess.Popen(["nginx", "-c", str(place / "plain.conf"), "-e", str(place / "plain.log")])
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def below(place: Path, name: str) -> Path:
    (place / name).mkdir()
    return place / name


def processor_seconds() -> dict[str, float]:
    """Time used so far by the processes of each program."""
    used = {"nginx": 0.0, "yizhan": 0.0}
    ticks = os.sysconf("SC_CLK_TCK")
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = re.match(r"\d+ \((.*)\) (.*)", status.read_text()).groups()  # type: ignore[union-attr]
        except (OSError, AttributeError):
            continue
        program = "nginx" if name == "nginx" else "yizhan"
        if name == "nginx" or name.startswith("yizhan"):
            fields = rest.split()
            used[program] += (int(fields[11]) + int(fields[12])) / ticks
    return used


def load(port: int, program: str) -> tuple[float, float, float]:
    """Requests a second, microseconds of processor time a request, 99th percentile in milliseconds."""
    before = processor_seconds()[program]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", f"Host: {HOST}"]
    command += ["-H", f"User-Agent: {BROWSER}"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{PATH}"], capture_output=True, text=True, check=True
    )
    assert "Non-2xx" not in done.stdout, done.stdout
    speed = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])  # type: ignore[index]
    count = int(re.search(r"(\d+) requests in", done.stdout)[1])  # type: ignore[index]
    slowest, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout).groups()  # type: ignore[union-attr]
    milliseconds = float(slowest) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return speed, (processor_seconds()[program] - before) / count * 1e6, milliseconds


def measure(installation: Installation, place: Path) -> dict[str, list[tuple[float, float, float]]]:
    ports = {name: free_port() for name in ("plain file", "with headers", "nginx", "and visits")}
    alone = Front(installation.port)
    alone.get(PATH)
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in (*ports, "alone")}
    with (
        plain_nginx(place, alone.body(PATH), ports["plain file"]),
        plain_nginx(place, alone.body(PATH), ports["with headers"], (SHIPPED / "headers.conf").read_text()),
        nginx_before(installation, below(place, "copies"), ports["nginx"], NOT_AT_ALL),
        nginx_before(installation, below(place, "visits"), ports["and visits"], AS_SHIPPED),
    ):
        assert Front(ports["nginx"]).body(PATH) == alone.body(PATH)
        # Interleaved, so that a slow moment of the machine falls on all of them.
        for _round in range(ROUNDS):
            for name, port in ports.items():
                rows[name].append(load(port, "nginx"))
            rows["alone"].append(load(installation.port, "yizhan"))
    return rows


def main() -> None:
    if shutil.which("nginx") is None or shutil.which("wrk") is None:
        sys.exit("nginx and wrk are needed: apt-get install nginx-light wrk")
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory) / "nginx"
        place.mkdir()
        with running(Path(directory) / "installation") as installation:
            rows = measure(installation, place)
    base = statistics.median(speed for speed, _cpu, _slowest in rows["plain file"])
    print(f"{'':12} {'requests/s':>10} {'ratio':>6} {'CPU µs':>7} {'p99 ms':>7}")
    for name, figures in rows.items():
        speed, cpu, slowest = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"{name:12} {speed:10,.0f} {speed / base:6.2f} {cpu:7.1f} {slowest:7.2f}")
    print(f"asked: nginx ≥ {NGINX_AT_LEAST} and ≤ {NGINX_MICROSECONDS} µs, alone ≥ {ALONE_AT_LEAST}")


if __name__ == "__main__":
    main()
