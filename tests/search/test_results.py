"""The title search finds what is published on the site, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import text
from tests.factories import pages
from tests.factories.sites import make_site


@pytest.fixture
def site(db):
    record = make_site("city", kind="portal")
    column = record.site.root_page.get_descendants().get(slug="tzgg").specific
    pages.ArticleFactory(parent=column, title="关于调整住房公积金缴存基数的通知")
    pages.ArticleFactory(parent=column, title="住房公积金年度报告（草稿）", live=False)
    return record


def search(client, query: str, host: str = "city.example"):
    return client.get("/search/", {"q": query}, headers={"host": host})


@pytest.mark.parametrize("query", ["公积金", "住房公积金 通知", "　公积金　基数", "调整"])
def test_a_published_page_is_found_by_words_of_its_title(client, site, query: str):
    assert "关于调整住房公积金缴存基数的通知" in search(client, query).content.decode()


def test_a_draft_is_not_found(client, site):
    assert "年度报告" not in search(client, "年度报告").content.decode().split("<main")[1].replace(
        'value="年度报告"', ""
    ).replace("“年度报告”", "")


def test_all_words_must_occur(client, site):
    assert "缴存基数" not in search(client, "公积金 学校").content.decode()


def test_another_site_does_not_find_it(client, site):
    make_site("other")
    assert "缴存基数" not in search(client, "公积金", "other.example").content.decode()


@pytest.mark.parametrize(
    "query", ["", "   ", "%", "_", "'", '"<script>alert(1)</script>', "\x00", "字" * 5000]
)
def test_any_input_gets_a_page(client, site, query: str):
    response = search(client, query)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_results_are_not_for_search_engines(client, site):
    assert search(client, "公积金")["X-Robots-Tag"] == "noindex"


def test_a_page_of_results_that_does_not_exist_is_not_found(client, site):
    assert client.get("/search/?q=公积金&page=9", headers={"host": "city.example"}).status_code == 404


@given(st.text())
def test_words_are_few_and_short(query: str):
    words = text.words(query)
    assert len(words) <= text.MAX_WORDS
    assert sum(map(len, words)) <= text.MAX_LENGTH
    assert all(word and not word.isspace() for word in words)
