"""A reader narrows, orders and words his question, each time by an address that means the same again."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from sites.registry.models import SiteRecord
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import FUND, column_of, let_all_be_found

SCHOOL = "关于小学招生的通知"
OLD = "关于住房公积金提取条件的通知"
NAME = "住房公积金管理中心"


@pytest.fixture
def several(site) -> SiteRecord:
    """Of the fund: a notice of this year, one of 2019, an institution, and a notice of another site."""
    column, other = column_of(site), make_site("other")
    long_ago = timezone.make_aware(datetime.datetime(2019, 5, 6, 9))
    body = [("paragraph", "<p>购买自住住房可以提取。咨询电话0795-3012345，自二〇一九年五月六日起施行。</p>")]
    pages.ArticleFactory(parent=column, title=OLD, display_date=long_ago, body=body)
    pages.ArticleFactory(parent=column, title=SCHOOL)
    pages.InstitutionFactory(parent=column, title=NAME, phone="0900-8001018")
    pages.ArticleFactory(parent=column_of(other), title="关于公积金贷款的通知")
    let_all_be_found()
    return site


def read(client: Client, **asked: str) -> LexborHTMLParser:
    response = client.get("/search/", asked, headers={"host": "city.example"})
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def facets(page: LexborHTMLParser) -> dict[str, dict[str, str]]:
    """By title, the values of each way to narrow, with their addresses."""
    return {
        row.css_first("dt").text(): {
            " ".join(link.text().split()): link.attributes["href"] for link in row.css("a")
        }
        for row in page.css(".refine .facets > div")
    }


def test_the_portal_finds_on_all_sites_and_another_site_only_its_own(titles, several):
    assert len(titles("公积金")) == 4
    assert titles("公积金", "other.example") == ["关于公积金贷款的通知"]
    assert len(titles("公积金", "other.example", scope="all")) == 4
    assert "关于公积金贷款的通知" not in titles("公积金", scope="site")


def test_a_result_on_another_site_has_its_whole_address_and_the_name_of_the_site(client, several):
    page = read(client, q="公积金贷款")
    result = page.css_first(".result")
    assert result.css_first("a").attributes["href"].startswith("http://other.example/")
    assert "other网站" in result.css_first(".result-meta").text()


def test_what_is_chosen_of_a_facet_narrows_the_results_and_the_other_facets(client, titles, several):
    shown = facets(read(client, q="公积金"))
    assert list(shown["年份"]) == [f"{timezone.localdate().year} 2", "2019 1"]
    assert set(shown["类别"]) == {"文章 3", "机构 1"}
    chosen = facets(read(client, q="公积金", kind="institution"))
    assert set(chosen["类别"]) == {"文章 3", "机构 1"}
    assert "2019 1" not in chosen.get("年份", {})
    assert titles("公积金", kind="institution") == [NAME]
    assert titles("公积金", year="2019") == [OLD]
    assert titles("公积金", year="2019", kind="institution") == []


def test_the_address_of_a_value_chooses_it_and_takes_it_back(client, several):
    first = facets(read(client, q="公积金"))["类别"]["机构 1"]
    page = LexborHTMLParser(client.get(f"/search/{first}", headers={"host": "city.example"}).content.decode())
    assert [node.text() for node in page.css(".result h2")] == [NAME]
    back = facets(page)["类别"]["机构 1"]
    assert back == "?q=%E5%85%AC%E7%A7%AF%E9%87%91"


@pytest.mark.parametrize("value", ["x", "", "-1", "99999999999999999999", "'", "%00", "有效" * 100])
@pytest.mark.parametrize("facet", ["site", "kind", "year", "department", "subject", "validity", "page"])
def test_values_that_nobody_offered_leave_nothing_or_everything_and_break_nothing(
    client, several, facet: str, value: str
):
    response = client.get("/search/", {"q": "公积金", facet: value}, headers={"host": "city.example"})
    assert response.status_code == (404 if facet == "page" else 200)


def test_the_newest_come_first_when_that_is_asked(titles, several):
    best, newest = titles("公积金", kind="article"), titles("公积金", kind="article", sort="newest")
    assert sorted(best) == sorted(newest)
    assert newest[-1] == OLD


def test_words_of_texts_do_not_count_when_titles_are_asked(titles, several):
    assert titles("购买") == [OLD]
    assert titles("购买", **{"in": "title"}) == []
    assert titles("提取条件", **{"in": "title"}) == [OLD]


@pytest.mark.parametrize("query", ['"公积金提取"', "“公积金提取条件”", "「住房可以提取」", '"２０１９年"'])
def test_a_phrase_is_found_as_it_stands(titles, several, query: str):
    found = titles(query)
    assert found == ([] if "2019" in query or "２" in query else [OLD])


def test_a_phrase_of_words_in_another_order_is_not_found(titles, several):
    assert titles('"提取公积金"') == []
    assert titles("提取公积金")[0] == OLD


def test_what_is_excluded_is_not_found(titles, several):
    assert OLD not in titles("公积金 -提取")
    assert titles("公积金 -提取 -缴存 -贷款") == [NAME]
    assert titles("-公积金") == []


@pytest.mark.parametrize(
    "query", ["2019年5月6日", "2019-05-06", "2019.5.6", "二〇一九年五月六日", "2019年5月", "２０１９／５／６"]
)
def test_a_date_is_found_however_it_is_written(titles, several, query: str):
    assert titles(query) == [OLD]


@pytest.mark.parametrize(("query", "title"), [
    ("0795-3012345", OLD), ("07953012345", OLD), ("0795 3012345", OLD), ("(0795)3012345", OLD),
    ("3012345", OLD), ("09008001018", NAME), ("0900-8001018", NAME),
])  # fmt: skip
def test_a_telephone_is_found_however_it_is_written(titles, several, query: str, title: str):
    assert titles(query) == [title]


@pytest.mark.parametrize(
    "query", ["小学昭生", "小学招声", "小雪招生", "xiaoxuezhaosheng", "xiaoxue", "XiaoXue", "招生通告知"]
)
def test_what_sounds_the_same_or_has_a_slip_is_corrected_and_said_so(client, several, query: str):
    page = read(client, q=query)
    assert SCHOOL in [node.text() for node in page.css(".result h2")]


def test_what_was_corrected_is_said(client, several):
    assert "没有找到与“小学昭生”相符的内容" in read(client, q="小学昭生").css_first("h1 + .lede").text()


def test_a_synonym_finds_the_official_word_and_nothing_is_found_by_an_excluded_ones_synonym(titles, site):
    pages.ArticleFactory(parent=column_of(site), title="社会保障卡挂失指南")
    let_all_be_found()
    assert titles("医保卡丢了") == ["社会保障卡挂失指南"]
    assert titles("公积金")[0] == FUND


def test_a_whole_title_goes_before_all_that_have_its_words(titles, site):
    column = column_of(site)
    for number in range(5):
        pages.ArticleFactory(parent=column, title=f"关于公园的通知公园公园第{number}号")
    pages.ArticleFactory(
        parent=column, title="公园", display_date=timezone.make_aware(datetime.datetime(2001, 1, 1))
    )
    let_all_be_found()
    assert titles("公园")[0] == "公园"
