"""Queries and processor time of each kind of page, with 10 and with 1,000 items in its column.

Prints the number of SQL queries and the ratio of processor time between the two amounts. Run by `make bench`.
"""

from __future__ import annotations

import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402

from portal.content.models import Column  # noqa: E402
from tests.factories.pages import ArticleFactory, many_articles  # noqa: E402
from tests.factories.sites import make_site  # noqa: E402

# The most queries a page may need, uncached.
LIMITS = {"home": 12, "column": 8, "article": 8}
ROUNDS = 30


def measure(client: Client, addresses: dict[str, str]) -> dict[str, tuple[int, float]]:
    """Return queries and milliseconds of processor time for each page."""
    figures = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
            # Now: the next request empties the log.
            queries = len(connection.queries_log) - captured.initial_queries
        start = time.process_time()
        for _round in range(ROUNDS):
            client.get(address)
        figures[name] = (queries, (time.process_time() - start) / ROUNDS * 1000)
    return figures


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        record = make_site("bench", kind="portal")
        column = Column.objects.descendant_of(record.site.root_page).get(kind="notices")
        article = ArticleFactory(parent=column, department=record.sponsor)
        client = Client(headers={"host": record.site.hostname})
        addresses = {
            "home": "/",
            "column": column.get_url_parts()[2],
            "article": article.get_url_parts()[2],
        }
        column.refresh_from_db()
        many_articles(column, 10)
        few = measure(client, addresses)
        column.refresh_from_db()
        many_articles(column, 990)
        many = measure(client, addresses)
    finally:
        teardown_databases(databases, verbosity=0)
    print("page      queries  limit  queries, 1,000 items : 10  processor time, 1,000 items : 10")
    for name, (queries, milliseconds) in many.items():
        few_queries, few_milliseconds = few[name]
        print(
            f"{name:8}  {queries:7}  {LIMITS[name]:5}  {queries / few_queries:25.2f}  "
            f"{milliseconds / few_milliseconds:35.2f}"
        )


if __name__ == "__main__":
    main()
