"""How soon what is published is found: the milliseconds from the commit of a publication to the first result.

`PYTHONPATH=. python bench/findable.py [--postgresql] [--opensearch] [pages]` (10,000 by default). An
installation with its worker runs beside; pages are published one after another, each with a title of its own,
and looked for by it until they are found. Prints the 50th and 95th of fifty, and the ratio to what is asked.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.finding import told
from bench.publishing import FILL, PAGES, run
from scripts import search_server
from tests.browser import postgresql
from tests.browser.installation import at, served
from tests.servers import free_port

ALLOWED = 2_000.0
PUBLISH = """
import json, time
from django.db import transaction
from portal.content.models import Article
from search.finding import Asked, find
from sites.editorial import after_publication
from sites.pages import gate
took = []
for number, page in enumerate(Article.objects.filter(slug__startswith="bulk-")[:50]):
    site = page.get_site()
    page.title = f"第{number}号改动后的公告"
    with gate.opened(), transaction.atomic():
        revision = page.save_revision()
        revision.publish()
        # As every decision of an editor does.
        after_publication.enqueue(page, revision)
    began = time.monotonic()
    while True:
        hits = find(Asked(site, page.title, (site.pk,)), 0, 1).hits
        if hits and "".join(piece.text for piece in hits[0].title) == page.title:
            break
        time.sleep(0.01)
    took.append((time.monotonic() - began) * 1000)
print(json.dumps(sorted(took)))
"""


def main() -> None:
    pages = next((int(each) for each in sys.argv[1:] if each.isdecimal()), PAGES)
    with ExitStack() as until_done:
        installation = at(Path(until_done.enter_context(tempfile.TemporaryDirectory())) / "installation")
        if "--postgresql" in sys.argv:
            installation.environment["DATABASE_URL"] = until_done.enter_context(postgresql.server())
        if "--opensearch" in sys.argv:
            node = until_done.enter_context(search_server.running([(free_port(), free_port())]))
            installation.environment["SEARCH_URL"] = node.url
        installation.manage("prepare")
        installation.script("sample", "only for this measurement")
        run(installation, FILL.format(pages=pages))
        installation.manage("search", "rebuild")
        until_done.enter_context(served(installation))
        told("published to found", json.loads(run(installation, PUBLISH).splitlines()[-1]), {"p95": ALLOWED})


if __name__ == "__main__":
    main()
