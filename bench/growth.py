"""What a page and a publication cost while an installation of 50 sites grows tenfold.

Prints processor time (median, ms) and queries of each kind of page without a copy, milliseconds of a
publication with copies on and of the search entry made after it, of copying and moving an article, and the
ratio to the size before.
`PYTHONPATH=. python bench/growth.py [--postgresql] [--copies] [pages ...]` (or `make bench`); by default
1,000 and 10,000 pages, on SQLite or on a PostgreSQL of its own. With `--copies` every page is
read once, and what a publication takes away of the copies is counted.
"""

from __future__ import annotations

import itertools
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.browser import postgresql

until_done = ExitStack()
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["YIZHAN_DATA"] = tempfile.mkdtemp()
if "--postgresql" in sys.argv:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.postgresql_settings"
    os.environ["DATABASE_URL"] = until_done.enter_context(postgresql.server())

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail.search.index import insert_or_update_object  # noqa: E402

from bench.bulk import add_articles  # noqa: E402
from portal.content.listing import PAGE_SIZE  # noqa: E402
from portal.content.models import Article, Column  # noqa: E402
from sites.delivery.copies.store import store  # noqa: E402
from sites.pages import gate  # noqa: E402
from tests.factories.sites import make_site  # noqa: E402

SITES, ROUNDS = 50, 15
SIZES = [1_000, 10_000]
# The column that is read is the largest by far: a fifth of all pages stands in it.
READ, SHARE = 40, 5
MOST_EXPIRED = 0.01
ALLOWED = {"article": 4, "column": 6, "home": 8, "publication": 60}


class Installation:
    """Fifty sites, whose notices hold all the pages."""

    def __init__(self) -> None:
        self.columns = []
        for number in range(SITES):
            site = make_site(f"s{number}", kind="department" if number else "portal").site
            self.columns.append(Column.objects.descendant_of(site.root_page).filter(kind="notices").first())
        self.site, self.column, self.count = Site.objects.get(hostname="s0.example"), self.columns[0], READ
        add_articles(self.column, READ)

    def grow_to(self, pages: int) -> None:
        more = pages - self.count
        add_articles(self.column, more // SHARE)
        each, rest = divmod(more - more // SHARE, SITES - 1)
        for number, column in enumerate(self.columns[1:]):
            add_articles(column, each + (number < rest))
        self.count = pages

    def addresses(self) -> dict[str, str]:
        start = len(self.site.root_page.url_path) - 1
        column = Page.objects.get(pk=self.column.pk).url_path[start:]
        return {
            "article": f"{column}bulk-3/",
            "column": column,
            "home": "/",
            "not there": f"{column}nothing/",
            "sitemap": "/sitemap.xml",
        }


def reading(client: Client, address: str) -> tuple[float, int]:
    """Milliseconds of processor time of the middle one of several readers, and queries."""
    # A question that is not part of the address is answered by a copy if there is one, and makes none.
    asked = f"{address}?no=copy"
    client.get(asked)
    with CaptureQueriesContext(connection) as captured:
        client.get(asked)
        # Now: the next request empties the log.
        queries = len(connection.queries_log) - captured.initial_queries
    spent: list[float] = []
    for _round in range(ROUNDS):
        started = time.process_time()
        client.get(asked)
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent), queries


def median_ms(act: Callable[[], object]) -> float:
    spent: list[float] = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        act()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def publishing(installation: Installation) -> dict[str, tuple[float, int]]:
    """Milliseconds and queries of an article's publication in the request; of its search entry after it."""
    article = Article.objects.get(slug="bulk-5", path__startswith=installation.column.path)

    def publish() -> None:
        article.title += "改"
        with gate.opened(), transaction.atomic():
            article.save_revision().publish()

    publish()
    with CaptureQueriesContext(connection) as captured:
        publish()
    return {
        "publication": (median_ms(publish), len(captured)),
        "search entry": (median_ms(lambda: insert_or_update_object(article)), 0),
    }


def in_the_tree(installation: Installation) -> dict[str, tuple[float, int]]:
    """Milliseconds and queries of copying an article, and of moving the copy, each with its search entry."""
    article = Article.objects.get(slug="bulk-6", path__startswith=installation.column.path)
    elsewhere = installation.site.root_page.get_children().type(Column).exclude(pk=installation.column.pk)
    numbers, copies = itertools.count(Page.objects.count()), []

    def copy() -> None:
        with gate.opened(), transaction.atomic():
            copies.append(article.copy(update_attrs={"slug": f"copy-{next(numbers)}"}, keep_live=False))
            insert_or_update_object(copies[-1])

    def move() -> None:
        with gate.opened(), transaction.atomic():
            page = Page.objects.get(pk=copies.pop().pk)
            page.move(elsewhere.first(), pos="last-child")
            insert_or_update_object(page.specific)

    found = {}
    for name, act in (("copy", copy), ("move", move)):
        copy()
        with CaptureQueriesContext(connection) as captured:
            act()
        found[name] = (median_ms(act), len(captured))
    return found


def expiring(installation: Installation) -> None:
    """Print how many copies there are when every page was read, and how many a publication takes away."""
    place = store()
    assert place is not None
    for site in Site.objects.all():
        client = Client(headers={"host": site.hostname})
        for path in ("/sitemap.xml", *addresses_below(site)):
            assert client.get(path).status_code in {200, 302}, path
    everything = sum(1 for _copy in place.public.rglob("*.facts"))
    for column in (installation.column, installation.columns[1]):
        article = Article.objects.get(slug="bulk-5", path__startswith=column.path)
        article.title += "改"
        with gate.opened(), transaction.atomic():
            article.save_revision().publish()
    left = sum(1 for _copy in place.public.rglob("*.facts"))
    share = (everything - left) / 2 / everything
    print(f"a publication takes away {share:.2%} of {everything:,} copies (asked ≤ {MOST_EXPIRED:.0%})")


def addresses_below(site: Site) -> Iterator[str]:
    """Every page of a site, and of its columns every page of their lists."""
    start = len(site.root_page.url_path) - 1
    for page in (
        Page.objects.live().descendant_of(site.root_page, inclusive=True).only("url_path", "numchild")
    ):
        path = page.url_path[start:]
        yield path
        for number in range(2, -(-page.numchild // PAGE_SIZE) + 1 if page.depth > 3 else 0):
            yield f"{path}?page={number}"


def measure(installation: Installation) -> dict[str, tuple[float, int]]:
    client = Client(headers={"host": installation.site.hostname})
    figures = {name: reading(client, address) for name, address in installation.addresses().items()}
    return figures | publishing(installation) | in_the_tree(installation)


def show(pages: int, figures: dict[str, tuple[float, int]], before: dict[str, tuple[float, int]]) -> None:
    print(f"{pages:,} pages        ms  queries  ratio to allowed  ratio to the size before")
    for name, (ms, queries) in figures.items():
        allowed = f"{ms / ALLOWED[name]:16.2f}" if name in ALLOWED else " " * 16
        growth = f"{ms / before[name][0]:24.2f}" if before else ""
        print(f"{name:14}  {ms:6.1f}  {queries:7}  {allowed}  {growth}")


def main() -> None:
    # It would tell of each question for what is not there.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    sizes = [int(each) for each in sys.argv[1:] if each.isdecimal()] or SIZES
    databases = setup_databases(verbosity=0, interactive=False)
    settings.COPIES_ROOT = str(Path(os.environ["YIZHAN_DATA"]) / "copies")
    installation = Installation()
    before: dict[str, tuple[float, int]] = {}
    for pages in sizes:
        started = time.perf_counter()
        installation.grow_to(pages)
        print(f"made in {time.perf_counter() - started:.0f} s", flush=True)
        figures = measure(installation)
        show(pages, figures, before)
        before = figures
        if "--copies" in sys.argv:
            expiring(installation)
    teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    with until_done:
        main()
