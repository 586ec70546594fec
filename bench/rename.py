"""Renaming and moving a column: seconds until it is done, with 100 and with 10,000 pages below it.

All that is done in the request: the change, the row that leads from the old addresses, and the expiry of the
copies of all these pages. Afterwards each of some old addresses must lead on in one step.
`PYTHONPATH=. python bench/rename.py` (or `make bench`).
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["YIZHAN_DATA"] = tempfile.mkdtemp()

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.content.models import Column  # noqa: E402
from sites.delivery.copies import tags  # noqa: E402
from sites.delivery.copies.address import Address  # noqa: E402
from sites.delivery.copies.files import Copy  # noqa: E402
from sites.delivery.copies.store import store  # noqa: E402
from sites.pages import gate  # noqa: E402
from tests.factories.pages import ColumnFactory, many_articles  # noqa: E402
from tests.factories.sites import make_site  # noqa: E402

FEW, MANY, ROUNDS = 100, 10_000, 5
ALLOWED_SECONDS = 1.0


class Bench:
    """A site with a small and a large column, and a group to move them into."""

    def __init__(self) -> None:
        self.site = make_site("bench", kind="portal").site
        self.home = self.site.root_page
        self.group = self.column("group", 0)
        self.columns = [self.column(f"news-{count}", count) for count in (FEW, MANY)]

    def column(self, slug: str, count: int) -> Column:
        column = ColumnFactory(parent=Page.objects.get(pk=self.home.pk), kind="group", slug=slug)
        many_articles(column, count)
        return column

    def rename(self, column: Column) -> None:
        fresh = Column.objects.get(pk=column.pk)
        fresh.slug += "-x"
        with gate.opened():
            fresh.save_revision().publish()

    def move(self, column: Column) -> None:
        fresh = Page.objects.get(pk=column.pk)
        target = self.home if fresh.depth > self.group.depth else self.group
        with gate.opened():
            fresh.move(Page.objects.get(pk=target.pk), pos="last-child")

    def keep_copies(self, column: Column) -> None:
        """Have a copy of all below the column, with the tags that a rendering gives it."""
        place = store()
        assert place is not None
        start, since = len(self.home.url_path) - 1, place.index.now()
        around = {tags.FRAME_OF_ALL, tags.frame(self.home.path), f"page:{column.pk}"}
        below = Page.objects.get(pk=column.pk).get_descendants()
        for key, url_path in below.values_list("pk", "url_path"):
            address = Address.of(self.site.hostname, url_path[start:], "")
            assert address is not None
            copy = Copy.of(address.key, [("Content-Type", "text/html")], b"<p>text</p>" * 100)
            assert place.put(address, copy, {*around, f"page:{key}"}, since)

    def check(self, column: Column, old: str) -> None:
        """See that an address from before leads to where the page is now."""
        new = Page.objects.get(pk=column.pk).url_path
        client, start = Client(headers={"host": self.site.hostname}), len(self.home.url_path) - 1
        for number in (1, FEW // 2, FEW):
            answer = client.get(f"{old[start:]}many-{number}/")
            assert (answer.status_code, answer["Location"]) == (301, f"{new[start:]}many-{number}/")


def seconds(bench: Bench, act: str, column: Column, rounds: int, with_copies: bool = False) -> float:
    """Of the middle one of several runs."""
    spent = []
    for _round in range(rounds):
        if with_copies:
            bench.keep_copies(column)
        old = Page.objects.get(pk=column.pk).url_path
        started = time.perf_counter()
        getattr(bench, act)(column)
        spent.append(time.perf_counter() - started)
        bench.check(column, old)
    return statistics.median(spent)


def show(name: str, measure: Callable[[Column], float], columns: list[Column]) -> None:
    few, many = map(measure, columns)
    print(f"{name:29}  {many:21.2f}  {many / few:21.2f}  {many / ALLOWED_SECONDS:17.2f}")


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    settings.COPIES_ROOT = str(Path(os.environ["YIZHAN_DATA"]) / "copies")
    bench = Bench()
    print("                               seconds, 10,000 pages  10,000 pages : 100  ratio to allowed")
    for act in ("rename", "move"):
        show(act, lambda column: seconds(bench, act, column, ROUNDS), bench.columns)  # noqa: B023
    show(
        "rename, all copies kept",
        lambda column: seconds(bench, "rename", column, 1, with_copies=True),
        bench.columns,
    )
    teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
