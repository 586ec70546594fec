"""How fast a stored page is: sent by nginx, and by the installation alone, beside nginx with a plain file.

`PYTHONPATH=. python bench/copies.py` (or `make bench`); needs nginx and wrk (Debian: nginx-light, wrk).
A home page, a column and an article, in one run; beside them the installation as it answers when nothing
stands before Django, and when it keeps no copies. Load and servers share the machine, so only the ratios of
one run say something. CPU is user and system time of all server processes.
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
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.browser.installation import ROOT, Installation, free_port, running, served
from tests.browser.nginx import AS_SHIPPED, NOT_AT_ALL, SHIPPED, nginx_before
from tests.browser.readers import HOST, Front

PAGES = {"home": "/", "column": "/tzgg/", "article": "/tzgg/bulk-9/"}
ARTICLES = 200
SECONDS, ROUNDS, CONNECTIONS = 2, 3, 8
# Visits of robots are not counted, so it matters who asks.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PLAIN = "daemon off; pid {place}/plain.pid; error_log {place}/plain.log; {user} events {{}} http {{ \
include /etc/nginx/mime.types; access_log off; server {{ listen 127.0.0.1:{port}; root {place}/plain; \
location / {{ {headers} }} }} }}"
ASKED = "asked: nginx ≥ 0.9 and ≤ 20 µs, alone ≥ 0.25, through Django ≥ 0.10"
# Without what answers from copies before Django is asked; without copies.
THROUGH_DJANGO = {"DJANGO_SETTINGS_MODULE": "bench.through_django"}
WITHOUT_COPIES = {"YIZHAN_COPIES": ""}
FILL = f"""
from bench.bulk import add_articles
from portal.content.models import Column
add_articles(Column.objects.get(slug="tzgg", url_path__contains="/jyj"), {ARTICLES})
"""


@contextmanager
def plain_nginx(place: Path, alone: Front, port: int, headers: str = "") -> Iterator[None]:
    """nginx with nothing but plain files of the same pages, and `headers` with them."""
    place = place / f"plain-{port}"
    for path in PAGES.values():
        file = place / "plain" / path.strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(alone.body(path))
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


def load(port: int, path: str, program: str) -> tuple[float, ...]:
    """Requests a second, microseconds of processor time a request, 50th and 99th percentile (ms)."""
    before = processor_seconds()[program]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", f"Host: {HOST}"]
    command += ["-H", f"User-Agent: {BROWSER}"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    )
    assert "Non-2xx" not in done.stdout, done.stdout
    speed = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])  # type: ignore[index]
    count = int(re.search(r"(\d+) requests in", done.stdout)[1])  # type: ignore[index]
    microseconds = (processor_seconds()[program] - before) / count * 1e6
    return speed, microseconds, percentile(done.stdout, 50), percentile(done.stdout, 99)


def percentile(printed: str, share: int) -> float:
    """Milliseconds."""
    took, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", printed).groups()  # type: ignore[union-attr]
    return float(took) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def servers(installation: Installation, place: Path, until_done: ExitStack) -> dict[str, tuple[int, str]]:
    """Begin all that is compared; its port and its program by name."""
    ports = {name: free_port() for name in ("plain file", "with headers", "nginx", "and visits")}
    alone, headers = Front(installation.port), (SHIPPED / "headers.conf").read_text()
    copies, visits = below(place, "copies"), below(place, "visits")
    begin = until_done.enter_context
    begin(plain_nginx(place, alone, ports["plain file"]))
    begin(plain_nginx(place, alone, ports["with headers"], headers))
    begin(nginx_before(installation, copies, ports["nginx"], NOT_AT_ALL))
    begin(nginx_before(installation, visits, ports["and visits"], AS_SHIPPED))
    through = {"alone": installation}
    for name, changed in (("through Django", THROUGH_DJANGO), ("without copies", WITHOUT_COPIES)):
        through[name] = installation.beside(**changed)
        begin(served(through[name]))
    found = {name: (port, "nginx") for name, port in ports.items()}
    return found | {name: (each.port, "yizhan") for name, each in through.items()}


def measure(compared: dict[str, tuple[int, str]], path: str) -> dict[str, list[tuple[float, ...]]]:
    wanted = Front(compared["plain file"][0]).body(path)
    assert Front(compared["nginx"][0]).body(path) == Front(compared["through Django"][0]).body(path) == wanted
    rows: dict[str, list[tuple[float, ...]]] = {name: [] for name in compared}
    # Interleaved, so that a slow moment of the machine falls on all of them.
    for _round in range(ROUNDS):
        for name, (port, program) in compared.items():
            rows[name].append(load(port, path, program))
    return rows


def show(page: str, rows: dict[str, list[tuple[float, ...]]]) -> None:
    base = statistics.median(figures[0] for figures in rows["plain file"])
    print(f"{page:14} {'requests/s':>10} {'ratio':>6} {'CPU µs':>7} {'p50 ms':>7} {'p99 ms':>7}")
    for name, figures in rows.items():
        speed, cpu, *took = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"{name:14} {speed:10,.0f} {speed / base:6.3f} {cpu:7.1f} {took[0]:7.2f} {took[1]:7.2f}")


def main() -> None:
    if shutil.which("nginx") is None or shutil.which("wrk") is None:
        sys.exit("nginx and wrk are needed: apt-get install nginx-light wrk")
    with tempfile.TemporaryDirectory() as directory, ExitStack() as until_done:
        place = below(Path(directory), "nginx")
        installation = until_done.enter_context(running(Path(directory) / "installation"))
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", FILL]
        subprocess.run(command, cwd=ROOT, env=installation.environment, check=True)
        compared = servers(installation, place, until_done)
        for page, path in PAGES.items():
            show(page, measure(compared, path))
    print(ASKED)


if __name__ == "__main__":
    main()
