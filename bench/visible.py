"""How long after a publication every reader sees it, at nginx and at the installation itself.

`PYTHONPATH=. python bench/visible.py [publications]` (20 by default); needs nginx (Debian: nginx-light).
Readers ask for the article, its column, the home page, the feed and the sitemap without pause while one
article after the other is published. Time counts from the commit, as the publishing process notes it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.browser.installation import ROOT, Installation, free_port, running
from tests.browser.nginx import AS_SHIPPED, nginx_before
from tests.browser.readers import Front, Reader

COUNT, PAUSE = 20, 0.5
# And how many of the newest articles each shows.
LISTS = {"/tzgg/": 20, "/": 5, "/tzgg/feed/": 20, "/sitemap.xml": 1_000}
WITHIN_MS = 300

PUBLISH = """
import json, sys, time
from django.db import transaction
from portal.content.models import Article, Column
from sites.pages import gate
from tests.factories.pages import ArticleFactory
column = Column.objects.get(slug="tzgg", url_path__contains="/jyj")
for number in range({count}):
    made = ArticleFactory(parent=column, live=False, title=f"第{{number}}号通知", slug=f"visible-{{number}}")
    page = Article.objects.get(pk=made.pk)
    began = time.time()
    with gate.opened(), transaction.atomic():
        # The first that is done after the commit.
        transaction.on_commit(lambda: committed.append(time.time()))
        committed = []
        page.save_revision().publish()
    print(json.dumps([number, committed[0], time.time() - began]), flush=True)
    time.sleep({pause})
"""


def measure(installation: Installation, place: Path, count: int) -> list[Reader]:
    port = free_port()
    ended = threading.Event()
    with nginx_before(installation, place, port, AS_SHIPPED):
        fronts = [Front(port), Front(installation.port)]
        readers = [Reader(front, path, ended, shows) for front in fronts for path, shows in LISTS.items()]
        for reader in readers:
            reader.front.get(reader.path)
        threads = [threading.Thread(target=reader.read, args=(count,)) for reader in readers]
        for thread in threads:
            thread.start()
        committed, took = publish(installation, count)
        time.sleep(2)
        ended.set()
        for thread in threads:
            thread.join()
    print(f"publish(): median {statistics.median(took) * 1000:.0f} ms beside {len(readers)} readers")
    for reader in readers:
        waits = sorted((reader.seen[number] - at) * 1000 for number, at in committed.items())
        name = "nginx" if reader.front is fronts[0] else "alone"
        p95 = waits[int(len(waits) * 0.95) - 1]
        print(
            f"{name:6} {reader.path:14} p50 {statistics.median(waits):6.0f} ms  p95 {p95:6.0f} ms"
            f"  outdated afterwards {reader.stale} of {reader.asked}"
        )
    return readers


def publish(installation: Installation, count: int) -> tuple[dict[int, float], list[float]]:
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "-v",
        "0",
        "-c",
        PUBLISH.format(count=count, pause=PAUSE),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=installation.environment, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    return {number: at for number, at, _took in rows}, [took for _number, _at, took in rows]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory) / "nginx"
        place.mkdir()
        with running(Path(directory) / "installation") as installation:
            measure(installation, place, count)
    print(f"asked: p95 ≤ {WITHIN_MS} ms, nothing outdated afterwards")


if __name__ == "__main__":
    main()
