"""A site whose pages are in the search, and what a reader sees who searches there.

With YIZHAN_TEST_CLUSTER, the address of a cluster without a prefix, all of it is asked of that cluster.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as current
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from portal.content.models import Column
from search.engines import choice
from search.maintenance import repair
from sites.registry.models import SiteRecord
from tests.factories import pages
from tests.factories.sites import make_site

# The answer above the results is one of them.
SHOWN = ".answer h2, .result h2"
FUND = "关于调整住房公积金缴存基数的通知"


@pytest.fixture(autouse=True)
def cluster(settings) -> Iterator[None]:
    """An index of this test alone, in a cluster that answers every question."""
    address = os.environ.get("YIZHAN_TEST_CLUSTER")
    if not address:
        yield
        return
    settings.SEARCH_URL = f"{address}/test{uuid.uuid4().hex}"
    yield
    assert time.monotonic() >= choice._paused_until
    from search.cluster import connection, index

    if index.exists():
        connection.client().indices.delete(index=f"{index.alias()}-*")


@pytest.fixture
def site(db) -> SiteRecord:
    record = make_site("city", kind="portal")
    column = column_of(record)
    pages.ArticleFactory(parent=column, title=FUND)
    pages.ArticleFactory(parent=column, title="住房公积金年度报告（草稿）", live=False)
    let_all_be_found()
    return record


def let_all_be_found() -> None:
    """Put what factories published into the search, and into the cluster if there is one."""
    repair()
    tell_cluster()


def tell_cluster() -> None:
    """Tell the cluster what waits, if there is one, and wait until it finds by it."""
    if current.SEARCH_URL:
        from search.cluster import changes, connection, index

        changes.send()
        connection.client().indices.refresh(index=index.alias())


def column_of(record: SiteRecord) -> Column:
    return record.site.root_page.get_descendants().get(slug="tzgg").specific


@pytest.fixture
def titles(client: Client) -> Callable[..., list[str]]:
    """`titles(query)`: the titles of what a reader finds, as he reads them."""

    def found(query: str, host: str = "city.example", **more: str) -> list[str]:
        response = client.get("/search/", {"q": query, **more}, headers={"host": host})
        assert response.status_code == 200
        return [node.text() for node in LexborHTMLParser(response.content.decode()).css(SHOWN)]

    return found
