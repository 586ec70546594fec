"""What has no copy costs few queries, whatever the amount of content and of sites, and writes nothing."""

from __future__ import annotations

import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from portal.content.models import ColumnItem
from sites.delivery.copies.store import Store
from sites.media.models import Rendition
from sites.media.operations import store_image
from sites.pages import gate
from tests.factories.pages import ArticleFactory, many_articles
from tests.factories.sites import make_department, make_site
from tests.portal.content.conftest import column_of
from tests.sites.protection import samples

from .conftest import Readers

LIMITS = {"article": 3, "leader": 3, "institution": 3, "plainpage": 3, "column": 4, "portalhome": 5}


def statements(readers: Readers, place: Store, address: tuple[str, str]) -> list[str]:
    # What a running process holds: content types for good, root paths for an hour.
    ContentType.objects.clear_cache()
    Site.get_site_root_paths()
    for _time in range(2):
        for file in place.public.rglob("*"):
            if file.is_file():
                file.unlink()
        with CaptureQueriesContext(connection) as captured:
            readers.get(address)
    return [query["sql"] for query in captured.captured_queries]


def address_of(readers: Readers, name: str) -> tuple[str, str]:
    return readers.everything.host, readers.everything.by_type[name].get_url_parts()[2]


@pytest.mark.parametrize("name", LIMITS)
def test_a_page_without_a_copy_costs_few_queries(name, readers: Readers, place: Store):
    address = address_of(readers, name)
    few = statements(readers, place, address)
    column = readers.everything.by_type["column"]
    column.refresh_from_db()
    many_articles(column, 500)
    make_site("another")
    assert len(statements(readers, place, address)) == len(few) <= LIMITS[name]
    assert not any(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql in few)


def test_a_home_page_reads_the_sizes_of_all_its_pictures_at_once(readers: Readers, place: Store):
    record = readers.everything.record
    picture = store_image(io.BytesIO(samples.photo()), "现场", "现场的照片", record.collection, None)
    with gate.opened():
        ArticleFactory(parent=column_of(record, "news"), cover=picture)
        for name, field in (("leader", "photo"), ("topic", "cover")):
            page = readers.everything.by_type[name]
            setattr(page, field, picture)
            page.save()
    found = statements(readers, place, address_of(readers, "portalhome"))
    assert len(found) <= LIMITS["portalhome"]
    assert sum(Rendition._meta.db_table in sql for sql in found) == 1


@pytest.mark.parametrize("part", ["", "feed/"])
def test_a_list_names_the_department_of_each_item_in_the_same_query(part, readers: Readers, place: Store):
    items = readers.everything.by_type["column"].get_children().type(ColumnItem).specific()
    for number, item in enumerate(items):
        item.department = make_department(f"测试市第{number}局")
        with gate.opened():
            item.save()
    host, path = address_of(readers, "column")
    assert len(statements(readers, place, (host, f"{path}{part}"))) <= LIMITS["column"]


def test_what_is_not_there_costs_two(readers: Readers, place: Store):
    assert len(statements(readers, place, (readers.everything.host, "/nothing/here/"))) <= 2
