"""What readers notice while an editor publishes five times a second, beside an undisturbed time.

`PYTHONPATH=. python bench/publishing.py [--postgresql] [pages]` (10,000 by default); needs nginx.
Readers ask nginx for stored pages, and for pages that nobody asked for before, at a steady rate. Prints their
50th and 99th percentile, the ratios, refused requests, and how many publications a second were done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser import postgresql
from tests.browser.installation import ROOT, Installation, at, free_port, served
from tests.browser.nginx import AS_SHIPPED, nginx_before
from tests.browser.readers import Front

PAGES, SECONDS, RATE = 10_000, 60, 5
# Requests a second of each reader: far below what is possible, so that no queue of their own is measured.
ASKED, ANEW = 100, 8
# Pages that no publication touches, and pages that are asked for once.
STORED = ["/zcwj/", "/zcwj/bulk-1/", "/tzgg/bulk-9/"]
NEVER_ASKED = [f"/zcwj/bulk-{number}/" for number in range(100, 100 + 2 * ANEW * SECONDS * 2)]
ALLOWED_STORED_MS, ALLOWED_RATIO = 5, 1.3

FILL = """
from bench.bulk import add_articles
from portal.content.models import Column
columns = Column.objects.filter(url_path__contains="/jyj", kind__in=["notices", "policy"]).order_by("path")
for column in columns:
    add_articles(column, {pages} // len(columns))
"""
PUBLISH = """
import json, time
from django.db import transaction
from portal.content.models import Article
from sites.pages import gate
slugs = [f"bulk-{{n}}" for n in range(20, 40)]
pages = list(Article.objects.filter(slug__in=slugs, url_path__contains="/tzgg/"))
began, done, took = time.monotonic(), 0, []
while time.monotonic() - began < {seconds}:
    page = pages[done % len(pages)]
    page.title = f"第{{done}}次改动的公告"
    started = time.monotonic()
    with gate.opened(), transaction.atomic():
        page.save_revision().publish()
    took.append(time.monotonic() - started)
    done += 1
    time.sleep(max(0, began + done / {rate} - time.monotonic()))
print(json.dumps([done / (time.monotonic() - began), sorted(took)[len(took) // 2] * 1000]))
"""


@dataclass
class Steady:
    """Asks for some paths in turn at a steady rate, and notes how long each answer took."""

    front: Front
    paths: list[str]
    rate: int
    took: list[float] = field(default_factory=list)
    refused: int = 0

    def read(self, ended: threading.Event) -> None:
        began, number = time.monotonic(), 0
        while not ended.is_set():
            started = time.monotonic()
            status, _headers, _body = self.front.get(self.paths[number % len(self.paths)])
            self.took.append((time.monotonic() - started) * 1000)
            self.refused += status != 200
            number += 1
            time.sleep(max(0.0, began + number / self.rate - time.monotonic()))

    def percentile(self, share: float) -> float:
        return sorted(self.took)[int(len(self.took) * share) - 1]


def phase(installation: Installation, port: int, publishing: bool) -> tuple[list[Steady], list[float]]:
    half = len(NEVER_ASKED) // 2
    anew = NEVER_ASKED[half:] if publishing else NEVER_ASKED[:half]
    readers = [Steady(Front(port), STORED, ASKED), Steady(Front(port), anew, ANEW)]
    ended = threading.Event()
    threads = [threading.Thread(target=reader.read, args=(ended,)) for reader in readers]
    for thread in threads:
        thread.start()
    done = [0.0, 0.0]
    if publishing:
        done = json.loads(run(installation, PUBLISH.format(seconds=SECONDS, rate=RATE)).splitlines()[-1])
    else:
        time.sleep(SECONDS)
    ended.set()
    for thread in threads:
        thread.join()
    return readers, done


def run(installation: Installation, program: str) -> str:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", program]
    environment = installation.environment
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def show(name: str, readers: list[Steady]) -> None:
    for kind, reader in zip(("stored", "made anew"), readers, strict=True):
        print(
            f"{name:12} {kind:10} p50 {reader.percentile(0.5):6.1f} ms  p99 {reader.percentile(0.99):6.1f} ms"
            f"  refused {reader.refused} of {len(reader.took)}"
        )


def main() -> None:
    pages = next((int(each) for each in sys.argv[1:] if each.isdecimal()), PAGES)
    with ExitStack() as until_done:
        place = Path(until_done.enter_context(tempfile.TemporaryDirectory()))
        installation = at(place / "installation")
        if "--postgresql" in sys.argv:
            installation.environment["DATABASE_URL"] = until_done.enter_context(postgresql.server())
        installation.manage("prepare")
        installation.script("sample", "only for this measurement")
        run(installation, FILL.format(pages=pages))
        until_done.enter_context(served(installation))
        (place / "nginx").mkdir()
        port = free_port()
        until_done.enter_context(nginx_before(installation, place / "nginx", port, AS_SHIPPED))
        for path in STORED:
            Front(port).body(path)
        calm, _none = phase(installation, port, publishing=False)
        busy, (rate, took) = phase(installation, port, publishing=True)
    show("undisturbed", calm)
    show("publishing", busy)
    print(f"{rate:.1f} publications a second, {took:.0f} ms each")
    ratio = busy[1].percentile(0.99) / calm[1].percentile(0.99)
    print(f"made anew: p99 {ratio:.2f} of undisturbed (asked ≤ {ALLOWED_RATIO})")
    print(f"asked: stored p99 ≤ {ALLOWED_STORED_MS} ms, none refused, {RATE} publications a second")


if __name__ == "__main__":
    main()
