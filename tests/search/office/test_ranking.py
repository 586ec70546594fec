"""A word that very many titles have is looked up once, and only the newest of them are put in order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.office.maintenance import repair
from search.office.ranking import RANKED
from sites.registry.models import SiteRecord
from tests.factories.pages import ArticleFactory, many_articles
from tests.factories.sites import make_member, make_site

from .conftest import VIEWS, notices

MORE = RANKED + 50


@pytest.fixture(scope="module")
def full(module_db) -> SiteRecord:
    """A small site beside one that has, and had later, more pages of a word than are ranked."""
    small = make_site("small")
    ArticleFactory(parent=notices(small), title="小单位关于停水的公告")
    repair()
    many_articles(notices(make_site("large")), MORE)
    analyze()
    repair()
    analyze()
    return small


def analyze() -> None:
    """Let PostgreSQL know how many rows there are, as it does by itself when a transaction is done."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def statements(act) -> list[str]:
    """What asks the index while something is done."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return [each["sql"] for each in captured if "MATCH '" in each["sql"] or " @@ " in each["sql"]]


def plan(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {statement.replace('%', '%%')}")
        return [str(row[-1]) for row in cursor.fetchall()]


@pytest.mark.parametrize("ask", ["search", "autocomplete"])
def test_no_more_are_ranked_than_can_be_looked_at_and_those_are_the_newest(full, db, ask: str):
    found = getattr(get_search_backend(), ask)("公告", Page.objects.all())
    assert found.count() == RANKED
    assert f"第{MORE}号公告" in {page.title for page in found}
    assert "第1号公告" not in {page.title for page in found}


@pytest.mark.parametrize("ask", ["search", "autocomplete"])
def test_the_index_is_asked_once_for_results_their_number_and_their_types(full, db, ask: str):
    found = getattr(get_search_backend(), ask)("公告", Page.objects.all())

    def look():
        assert found.count() == RANKED
        assert len(found[:20]) == 20
        assert sum(found.facet("content_type_id").values()) == RANKED

    asked = statements(look)
    assert len(asked) == 1
    assert f"LIMIT {RANKED}" in asked[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a plan of SQLite's")
def test_the_words_are_gone_through_once_in_the_order_of_their_rows(full, db):
    found = get_search_backend().autocomplete("公告", Page.objects.all())
    [asked] = statements(found.count)
    steps = plan(asked)
    assert [step for step in steps if "_fts" in step] == [steps[0]]
    assert steps[0].startswith("SCAN")
    # What else is looked at, is by its key.
    assert not [step for step in steps[1:] if step.startswith("SCAN") or "TEMP B-TREE" in step]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="an index of PostgreSQL's")
def test_words_of_title_and_text_have_an_index(full, db):
    found = get_search_backend().search("停水", Page.objects.all())
    [asked] = statements(found.count)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert any("search_office_words" in step for step in plan(asked))


def test_a_small_site_finds_its_own_though_others_have_more_and_newer(full, client):
    client.force_login(make_member(full, "editor"), backend="django.contrib.auth.backends.ModelBackend")
    for view in ("pages", "pages to choose"):
        answer = client.get(reverse(VIEWS[view]), {"q": "公告"}, headers={"host": "small.example"})
        assert "小单位关于停水的公告" in answer.content.decode()


def test_in_the_order_of_a_column_all_are_listed(full, db):
    pages = Page.objects.filter(title__contains="公告").order_by("-title")
    found = get_search_backend().autocomplete("公告", pages, order_by_relevance=False)
    assert [page.pk for page in found] == list(pages.values_list("pk", flat=True))
    assert found.count() > RANKED


def test_a_word_says_more_of_a_short_title_than_of_a_long_one(full, db):
    notice = notices(full)
    for title in ("保险", "关于其他各项社会保险缴费基数核定有关事项的若干意见", "医疗保险"):
        ArticleFactory(parent=notice, title=title)
    repair()
    for ask in ("search", "autocomplete"):
        found = getattr(get_search_backend(), ask)("保险", Page.objects.all())
        assert [len(page.title) for page in found] == [2, 4, 25]


def test_pages_of_results_follow_each_other(full, db):
    found = get_search_backend().autocomplete("公告", Page.objects.all())
    one_by_one = [found[place].pk for place in range(5, 8)]
    assert one_by_one == [page.pk for page in found[5:8]] == [page.pk for page in list(found)[5:8]]


def test_keys_alone_can_be_asked_for_as_who_selects_all_results_does(full, db):
    keys = Page.objects.values_list("pk", flat=True)
    found = get_search_backend().autocomplete("停水", keys).results()
    assert found == [Page.objects.get(title="小单位关于停水的公告").pk]
