"""A site whose pages are in the search, and what a reader sees who searches there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from portal.content.models import Column
from search.maintenance import repair
from sites.registry.models import SiteRecord
from tests.factories import pages
from tests.factories.sites import make_site

FUND = "关于调整住房公积金缴存基数的通知"


@pytest.fixture
def site(db) -> SiteRecord:
    record = make_site("city", kind="portal")
    column = column_of(record)
    pages.ArticleFactory(parent=column, title=FUND)
    pages.ArticleFactory(parent=column, title="住房公积金年度报告（草稿）", live=False)
    repair()
    return record


def column_of(record: SiteRecord) -> Column:
    return record.site.root_page.get_descendants().get(slug="tzgg").specific


@pytest.fixture
def titles(client: Client) -> Callable[..., list[str]]:
    """`titles(query)`: the titles of what a reader finds, as he reads them."""

    def found(query: str, host: str = "city.example") -> list[str]:
        response = client.get("/search/", {"q": query}, headers={"host": host})
        assert response.status_code == 200
        return [node.text() for node in LexborHTMLParser(response.content.decode()).css(".result h2")]

    return found
