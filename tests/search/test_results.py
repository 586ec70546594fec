"""A reader finds what is published on the site, by words of its title and its text, and only that."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from search.finding import Asked, Results, find
from search.text import typed
from sites.registry.models import SiteRecord
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import FUND, column_of, let_all_be_found


@pytest.mark.parametrize(
    "query",
    ["公积金", "住房公积金 通知", "　公积金　基数", "调整", "積金繳", "金缴", "基", "公積金", "通知 公积金"],
)
def test_a_published_page_is_found_by_any_stretch_of_its_title(titles, site, query: str):
    assert titles(query) == [FUND]


@pytest.mark.parametrize(
    "query", ["年度报告草稿", '"年度报告（草稿）"', "积公", '公积金 "学校"', "公积金 -基数"]
)
def test_a_draft_and_what_lacks_a_word_are_not_found(titles, site, query: str):
    assert titles(query) == []


@pytest.mark.parametrize("query", ["公积金 学校", "公积金局", "怎么办理公积金"])
def test_where_nothing_has_all_words_what_has_some_is_shown_and_said_so(client, titles, site, query: str):
    assert FUND in titles(query)
    shown = client.get("/search/", {"q": query}, headers={"host": "city.example"}).content.decode()
    assert "只含其中部分词" in shown


@pytest.mark.parametrize(
    "query", ["余府办发〔2009〕6号", "余府办发[2009]6号", "余府办发（２００９）６号", "府办发2009"]
)
def test_the_number_of_a_document_is_found_however_its_brackets_are_written(titles, site, query: str):
    pages.ArticleFactory(
        parent=column_of(site), title="印发办法的通知", document_number="余府办发〔2009〕6号"
    )
    let_all_be_found()
    assert titles(query) == ["印发办法的通知"]


def test_the_text_of_a_page_is_found_and_shown_around_the_word(client, titles, site):
    body = [("paragraph", f"<p>{'其他事项。' * 60}廉租住房轮候名册每季度公示一次。</p>")]
    pages.ArticleFactory(parent=column_of(site), title="工作安排", body=body)
    let_all_be_found()
    assert titles("轮候名册") == ["工作安排"]
    shown = client.get("/search/?q=轮候名册", headers={"host": "city.example"}).content.decode()
    assert "<mark>轮候名册</mark>" in shown.replace("</mark><mark>", "")


def test_a_word_in_the_title_goes_before_the_same_in_the_text(titles, site):
    body = [("paragraph", "<p>住房公积金 住房公积金 住房公积金</p>")]
    pages.ArticleFactory(parent=column_of(site), title="其他通知", body=body)
    let_all_be_found()
    assert titles("住房公积金") == [FUND, "其他通知"]


def test_another_site_does_not_find_it(titles, site):
    make_site("other")
    assert titles("公积金", "other.example") == []


@pytest.mark.parametrize(
    "query",
    ["", "   ", "%", "_", "'", '"', "!", "&", ")(", "a AND", "NEAR(", "title:x", "\\", "{", "^", "*",
     "-公积金", '"<script>alert(1)</script>', "\x00", "字" * 5000,
     "".join(map(chr, range(0x4E00, 0x4E00 + 300))), "𠮷", "İ", "ﷺ"],
)  # fmt: skip
def test_any_input_gets_a_page(client, site, query: str):
    response = client.get("/search/", {"q": query}, headers={"host": "city.example"})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def ask(site: SiteRecord, query: str, number: int) -> Results:
    return find(Asked(site.site, query, (site.site.pk,)), 0, number)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_no_text_is_taken_for_the_language_of_the_engine(site, query: str):
    found = ask(site, query, 20)
    assert found.total >= len(found.hits)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        "关于住房公积金缴存基数的通知余府办发〔2009〕6号（试行）abcXYZ0１２ 繳廣東", min_size=2, max_size=40
    )
)
def test_a_title_finds_its_page(site, title: str):
    assume(any(map(str.isalnum, title)))
    page = pages.ArticleFactory(parent=column_of(site), title=title)
    let_all_be_found()
    found = ask(site, title, 1000)
    addresses = [hit.url for hit in found.hits]
    assert page.get_url_parts()[2] in addresses


def test_results_are_not_for_search_engines(client, site):
    response = client.get("/search/?q=公积金", headers={"host": "city.example"})
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("number", ["9", "0", "-1", "x", "99999999999"])
def test_a_page_of_results_that_does_not_exist_is_not_found(client, site, number: str):
    address = f"/search/?q=公积金&page={number}"
    assert client.get(address, headers={"host": "city.example"}).status_code == 404


@given(st.text())
def test_words_are_few_and_short(query: str):
    read = typed.parse(query)
    for pieces in (read.words, read.phrases, read.excluded):
        assert len(pieces) <= typed.MAX_WORDS
        assert sum(map(len, pieces)) <= typed.MAX_LENGTH
        assert all(any(map(str.isalnum, piece)) for piece in pieces)
