"""The sitemap of a site with 12,000 pages, without a copy: milliseconds, and how they grow from 1,200.

`PYTHONPATH=. python bench/sitemap.py` (or `make bench`).
"""

from __future__ import annotations

import os
import statistics
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.content.models import Column  # noqa: E402
from tests.factories.pages import ColumnFactory, many_articles  # noqa: E402
from tests.factories.sites import make_site  # noqa: E402

FEW, MANY, ROUNDS = 1_200, 12_000, 9
ALLOWED_MS = 150


def measure(client: Client) -> tuple[float, int, int]:
    """Milliseconds of the middle one of several runs, queries, addresses named."""
    spent = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        response = client.get("/sitemap.xml")
        spent.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap.xml")
        queries = len(connection.queries_log) - captured.initial_queries
    return statistics.median(spent), queries, response.content.count(b"<loc>")


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    settings.COPIES_ROOT = ""
    site = make_site("bench", kind="portal").site
    column = ColumnFactory(parent=site.root_page, kind="news")
    client = Client(headers={"host": site.hostname})
    figures = []
    for count in (FEW, MANY - FEW):
        many_articles(Column.objects.get(pk=column.pk), count)
        Page.objects.update(last_published_at=F("first_published_at"))
        figures.append(measure(client))
    (few, _queries, _named), (many, queries, named) = figures
    teardown_databases(databases, verbosity=0)
    print(f"{named:,} addresses, {queries} queries: {many:.0f} ms")
    print(f"ratio to {ALLOWED_MS} ms allowed: {many / ALLOWED_MS:.2f}")
    print(f"ratio to {FEW:,} addresses: {many / few:.1f}")


if __name__ == "__main__":
    main()
