"""What readers ask for most is found by an index: the database says so itself, SQLite here, PostgreSQL too.

`tests/browser/test_postgresql.py` runs this file on a PostgreSQL server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.delivery.copies.store import Store

from .conftest import Readers, publish
from .test_queries import address_of, statements

PATHS = {"column": "", "second page of a column": "?page=2", "feed": "feed/"}
ELSEWHERE = {"home": "/", "sitemap": "/sitemap.xml", "not there": "/nothing/here/"}
# However many pages there are, these have few rows; everything else grows.
SMALL = {"wagtailcore_site", "wagtailcore_locale", "django_content_type"}
TABLES = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
# By which PostgreSQL finds rows without reading all.
CONDITIONS = {"Index Cond", "Recheck Cond", "TID Cond"}
# What SQLite says of its plan; a part of an index that is the same in most rows finds nothing.
READS_ALL = re.compile(r"SCAN |SEARCH .* \((\w*content_type_id|live|depth|locale_id)=\?\)")
SMALL_ROOMS = ("sites_registry_", "sites_delivery_greyperiod", "sites_editorial_reviewedhost")

# PostgreSQL reads a small table whole; of these its plans are those of a million rows.
# An empty one has no statistics that would say so: without any it is thought to have some pages.
AS_IF_THERE_WERE_MANY = """
    UPDATE pg_class SET relpages = sign(pg_relation_size(oid)),
                        reltuples = CASE WHEN pg_relation_size(oid) > 0 THEN 1e6 ELSE -1 END
    WHERE relkind = 'r' AND relname <> ALL(%(small)s) AND relname !~ %(rooms)s"""


def is_small(table: str) -> bool:
    return table in SMALL or table.startswith(SMALL_ROOMS)


def scanned(sql: str) -> set[str]:
    """The tables that grow and that the database would read from one end to the other for `sql`."""
    names = {alias: table for table, alias in re.findall(r'"(\w+)" ([TUVW]\d+)\b', sql)}
    found = {names.get(name, name) for name in _scanned_names(sql)}
    # What is not a table is the result of a part of the statement.
    return {table for table in found & TABLES if not is_small(table)}


def _scanned_names(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(AS_IF_THERE_WERE_MANY, {"small": list(SMALL), "rooms": "|".join(SMALL_ROOMS)})
            # Asked not to, it reads the whole of a table only where no index helps.
            for way in ("seqscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL")
            partial = {name for (name,) in cursor.fetchall()}
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            yield from _without_condition(cursor.fetchone()[0][0]["Plan"], partial)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            yield from (row[3].split()[1] for row in cursor.fetchall() if READS_ALL.match(row[3]))


def _without_condition(node: dict, partial: set[str]) -> Iterator[str]:
    """The tables that a plan reads whole, along an index or not."""
    # What a statement changes is found by the parts of its plan.
    reads = "Relation Name" in node and node["Node Type"] != "ModifyTable"
    # An index of some rows only, such as those at work, holds no more than the statement asks for.
    if reads and CONDITIONS.isdisjoint(node) and node.get("Index Name") not in partial:
        yield node["Relation Name"]
    for part in node.get("Plans", []):
        yield from _without_condition(part, partial)


def scans(sqls: list[str]) -> dict[str, set[str]]:
    asking = [sql for sql in sqls if sql.startswith(("SELECT", "UPDATE", "DELETE"))]
    assert asking
    return {sql: tables for sql in asking if (tables := scanned(sql))}


def test_what_no_index_answers_is_noticed(db):
    without_index = "SELECT id FROM wagtailcore_page WHERE title = 'x'"
    assert scanned(without_index) == scanned(f"{without_index} ORDER BY path") == {"wagtailcore_page"}
    by_type = "SELECT id FROM wagtailcore_page WHERE content_type_id = 1 AND title = 'x'"
    assert connection.vendor == "postgresql" or scanned(by_type) == {"wagtailcore_page"}


@pytest.mark.parametrize("name", [*PATHS, *ELSEWHERE, "article"])
def test_no_page_of_readers_reads_a_table_that_grows(name, readers: Readers, place: Store):
    host, path = address_of(readers, "article" if name == "article" else "column")
    path = ELSEWHERE.get(name) or path + PATHS.get(name, "")
    assert scans(statements(readers, place, (host, path))) == {}


def test_no_publication_reads_a_table_that_grows(readers: Readers):
    article = readers.everything.by_type["article"]
    with CaptureQueriesContext(connection) as captured:
        publish(article, title="又一个标题")
    assert scans([query["sql"] for query in captured.captured_queries]) == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="what is asked for is in the plan of SQLite")
def test_what_stands_beside_a_page_in_thousands_is_found_without_reading_them(readers: Readers, place: Store):
    article = readers.everything.by_type["article"]
    with CaptureQueriesContext(connection) as captured:
        publish(article, title="又一个标题")
    found = [query["sql"] for query in captured.captured_queries]
    address = address_of(readers, "article"), address_of(readers, "column")
    found += [sql for each in address for sql in statements(readers, place, each)]
    plans = {sql: plan(sql) for sql in found if sql.startswith("SELECT")}
    below_the_column = {sql: each for sql, each in plans.items() if "path>? AND path<?" in each}
    assert [each for each in below_the_column.values() if "slug=?" not in each] == []


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " ".join(row[3] for row in cursor.fetchall())
