"""推荐结果: what editors recommend stands first for certain words, in its time, and only if it is public."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from portal.content.models import Article
from search import best_bets
from search.finding import Asked, find
from search.models import BestBet
from sites.registry.models import SiteRecord
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import FUND, column_of, let_all_be_found

GUIDE = "办事大厅业务一览"
TODAY = datetime.date(2026, 11, 23)
RELAXED = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def guide(site) -> Article:
    page = pages.ArticleFactory(parent=column_of(site), title=GUIDE)
    let_all_be_found()
    return page


def recommend(
    record: SiteRecord, page: Article, queries: str = "公积金\n住房基金", **period: object
) -> BestBet:
    bet = BestBet(site=record.site, queries=queries, source="pages", key=str(page.pk), **period)
    best_bets.keep(bet)
    return bet


def recommended(record: SiteRecord, query: str, **more: object) -> list[str]:
    found = find(Asked(record.site, query, (record.site.pk,), **more), 0, 20)
    return ["".join(piece.text for piece in hit.title) for hit in found.best_bets]


@pytest.mark.parametrize("query", ["公积金", " 公積金 ", "公－积金", "“公积金”", "住房 基金"])
def test_what_is_recommended_stands_first_however_the_words_are_written(titles, site, guide, query):
    recommend(site, guide)
    assert titles(query)[0] == GUIDE


@pytest.mark.parametrize("query", ["公积", "公积金 缴存", "基金", "-公积金", "", " ", "。"])
def test_for_other_words_it_is_not(site, guide, query):
    recommend(site, guide)
    assert recommended(site, query) == []


def test_it_is_marked_as_recommended_and_not_repeated_below(client, site, guide):
    recommend(site, Article.objects.get(title=FUND))
    page = LexborHTMLParser(
        client.get("/search/?q=公积金", headers={"host": "city.example"}).content.decode()
    )
    (result,) = page.css(".result")
    assert result.css_first(".tag").text() == "推荐"


def test_it_is_shown_even_where_nothing_else_is_found(client, titles, site, guide):
    recommend(site, guide, "唝唝")
    assert titles("唝唝") == [GUIDE]


def test_further_pages_and_narrowed_results_are_those_that_were_found(site, guide):
    recommend(site, guide)
    assert recommended(site, "公积金", chosen={"year": ("2026",)}) == []
    assert find(Asked(site.site, "公积金", (site.site.pk,)), 20, 40).best_bets == []


def test_a_site_recommends_on_its_own_pages_only(titles, site, guide):
    other = make_site("other")
    recommend(other, guide)
    assert recommended(site, "公积金") == []
    assert titles("公积金", "other.example") == [GUIDE]


def test_what_was_withdrawn_a_moment_ago_is_not_shown_though_the_search_still_has_it(site, guide):
    recommend(site, guide)
    Article.objects.filter(pk=guide.pk).update(live=False)
    assert recommended(site, "公积金") == []


def test_a_draft_is_never_shown(site, guide):
    recommend(site, Article.objects.get(live=False, title__startswith="住房公积金年度报告"))
    assert recommended(site, "公积金") == []


@pytest.mark.parametrize(("source", "key"), [("pages", "0"), ("pages", "nonsense"), ("nowhere", "1")])
def test_what_names_nothing_shows_nothing(site, guide, source, key):
    recommend(site, guide)
    BestBet.objects.update(source=source, key=key)
    assert recommended(site, "公积金") == []


@settings(max_examples=60, deadline=None, suppress_health_check=RELAXED)
@given(begins=st.none() | st.integers(-3, 3), lasts=st.none() | st.integers(0, 3), hour=st.integers(0, 23))
def test_it_is_shown_from_its_first_day_to_its_last(site, guide, begins, lasts, hour):
    BestBet.objects.all().delete()
    first = None if begins is None else TODAY + datetime.timedelta(begins)
    last = None if lasts is None else (first or TODAY - datetime.timedelta(1)) + datetime.timedelta(lasts)
    recommend(site, guide, begins_on=first, ends_on=last)
    now = timezone.make_aware(datetime.datetime.combine(TODAY, datetime.time(hour, 30)))
    is_time = (first is None or first <= TODAY) and (last is None or last >= TODAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        assert recommended(site, "公积金") == ([GUIDE] if is_time else [])


@settings(max_examples=60, deadline=None, suppress_health_check=RELAXED)
@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.decode("utf-8", "replace")))
def test_whatever_is_typed_or_recommended_gets_an_answer(site, guide, text):
    BestBet.objects.all().delete()
    # Forms refuse what PostgreSQL does not store.
    recommend(site, guide, text.replace("\x00", ""))
    assert recommended(site, text) in ([], [GUIDE])


def test_no_more_than_three_are_shown(site, guide):
    for number in range(5):
        recommend(site, pages.ArticleFactory(parent=column_of(site), title=f"第{number}个页面"))
    let_all_be_found()
    assert len(recommended(site, "公积金")) == 3


def test_a_search_without_any_costs_one_question_along_an_index(site, guide, monkeypatch):
    asked = Asked(site.site, "公积金", (site.site.pk,))

    def questions() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            find(asked, 0, 20)
        return [query["sql"] for query in captured]

    questions()
    more = [sql for sql in questions() if "bestbet" in sql]
    assert len(more) == 1
    assert not any("search_synonym" in sql for sql in questions())
    for number in range(50):
        recommend(site, guide, f"别的词{number}")
    assert len([sql for sql in questions() if "bestbet" in sql]) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {more[0]}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "SCAN" not in plan


def test_a_reader_can_neither_see_nor_change_what_is_recommended(site, guide):
    bet = recommend(site, guide)
    reader = Client(headers={"host": "city.example"})
    for path in ("", "new/", f"{bet.pk}/"):
        for method in (reader.get, reader.post):
            response = method(f"/admin/content/recommended/{path}", {"drop": bet.pk})
            assert response.status_code == 302
            assert "login" in response["Location"]
    assert BestBet.objects.filter(pk=bet.pk).exists()
