"""A page that was renamed or moved is found at its old addresses, and so is all that stands below it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from portal.content.models import Article, Column
from sites.delivery.models import Move
from sites.pages import gate
from tests.factories.pages import ArticleFactory, ColumnFactory, many_articles
from tests.factories.sites import make_site

HOST = "city.example"


@pytest.fixture(scope="module")
def built(module_db) -> dict[str, int]:
    home = make_site("city", hostname=HOST, kind="portal").site.root_page
    column = ColumnFactory(parent=home, kind="news", slug="news")
    article = ArticleFactory(parent=column, slug="one", first_published_at=timezone.now())
    return {"home": home.pk, "column": column.pk, "article": article.pk}


@pytest.fixture
def home(built, db) -> Page:
    return Page.objects.get(pk=built["home"])


@pytest.fixture
def column(built, db) -> Column:
    return Column.objects.get(pk=built["column"])


@pytest.fixture
def article(built, db) -> Article:
    return Article.objects.get(pk=built["article"])


def rename(page: Page, slug: str) -> None:
    with gate.opened():
        found = Page.objects.get(pk=page.pk).specific
        found.slug = slug
        found.save()


def move(page: Page, target: Page) -> None:
    with gate.opened():
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")


def get(path: str, host: str = HOST, **asked):
    return Client(SERVER_NAME=host).get(path, headers={"host": host}, **asked)


def leads_to(path: str, host: str = HOST) -> str:
    """Where an old address leads, in one step."""
    response = get(path, host)
    assert response.status_code == 301, (path, response.status_code)
    return response["Location"]


def test_all_below_a_renamed_column_is_found_by_one_row(column, article):
    rename(column, "yaowen")
    assert leads_to("/news/") == "/yaowen/"
    assert leads_to("/news/one/") == "/yaowen/one/"
    assert Move.objects.count() == 1
    assert get("/yaowen/one/").status_code == 200


def test_the_question_goes_with_the_reader(column, article):
    rename(column, "yaowen")
    assert leads_to("/news/?page=2&from=list") == "/yaowen/?page=2&from=list"


def test_the_feed_of_a_column_is_found_too(column):
    rename(column, "yaowen")
    assert leads_to("/news/feed/") == "/yaowen/feed/"
    assert get("/news/no-feed/").status_code == 404


def test_a_browser_does_not_keep_the_answer(column):
    rename(column, "yaowen")
    assert get("/news/")["Cache-Control"] == "no-cache"


def test_renamed_twice_leads_there_in_one_step(column, article):
    rename(column, "yaowen")
    rename(column, "jrxw")
    assert leads_to("/news/one/") == leads_to("/yaowen/one/") == "/jrxw/one/"


def test_renamed_above_and_below(column, article):
    rename(column, "yaowen")
    rename(article, "first")
    rename(column, "jrxw")
    assert {leads_to(f"/{path}/") for path in ("news/one", "yaowen/one", "yaowen/first")} == {"/jrxw/first/"}


def test_moved_and_then_renamed(home, column, article):
    other = ColumnFactory(parent=home, kind="news", slug="other")
    move(article, other)
    rename(article, "first")
    rename(other, "more")
    assert leads_to("/news/one/") == "/more/first/"


def test_a_column_that_moves_takes_all_with_it(home, column, article):
    group = ColumnFactory(parent=home, kind="group", slug="xw")
    move(column, group)
    assert leads_to("/news/one/") == "/xw/news/one/"


def test_back_to_the_old_name_there_is_no_loop(column, article):
    rename(column, "yaowen")
    rename(column, "news")
    assert get("/news/one/").status_code == 200
    assert leads_to("/yaowen/one/") == "/news/one/"
    with gate.opened():
        Article.objects.get(pk=article.pk).unpublish()
    assert get("/news/one/").status_code == get("/yaowen/one/").status_code == 404


def test_an_address_that_a_new_page_takes_is_that_pages(home, column, article):
    rename(column, "yaowen")
    new = ColumnFactory(parent=home, kind="news", slug="news", live=False)
    assert leads_to("/news/") == "/yaowen/"
    with gate.opened():
        new.save_revision().publish()
    assert get("/news/").status_code == 200
    assert leads_to("/news/one/") == "/yaowen/one/"


def test_what_is_made_later_where_a_page_went_was_never_at_the_old_address(home, column):
    rename(column, "yaowen")
    column.refresh_from_db()
    ArticleFactory(parent=column, slug="late", first_published_at=timezone.now())
    assert get("/yaowen/late/").status_code == 200
    assert get("/news/late/").status_code == 404


def test_of_two_pages_that_left_an_address_the_last_one_counts_and_both_are_found(home, column, article):
    rename(column, "yaowen")
    second = ColumnFactory(parent=home, kind="news", slug="news")
    ArticleFactory(parent=second, slug="two", first_published_at=timezone.now())
    rename(second, "later")
    assert leads_to("/news/") == "/later/"
    assert leads_to("/news/two/") == "/later/two/"
    assert leads_to("/news/one/") == "/yaowen/one/"


def test_a_page_on_another_site_is_found_there(column, article):
    other = make_site("bureau", hostname="jyj.example").site.root_page
    move(column, other)
    assert leads_to("/news/one/") == "http://jyj.example/news/one/"
    assert get("/news/one/", "jyj.example").status_code == 200


def test_a_withdrawn_page_answers_nowhere(column, article):
    rename(column, "yaowen")
    with gate.opened():
        Article.objects.get(pk=article.pk).unpublish()
    assert get("/news/one/").status_code == get("/yaowen/one/").status_code == 404
    assert leads_to("/news/") == "/yaowen/"


def test_a_draft_that_was_never_public_leaves_nothing(column):
    draft = ArticleFactory(parent=column, slug="draft", live=False)
    rename(draft, "other")
    assert not Move.objects.exists()


def test_another_order_is_no_other_address(home, column):
    with gate.opened():
        column.move(home.get_first_child(), pos="left")
    assert not Move.objects.exists()


def test_a_rename_that_is_taken_back_leaves_nothing(column):
    with transaction.atomic():
        rename(column, "yaowen")
        transaction.set_rollback(True)
    assert not Move.objects.exists()
    assert get("/news/").status_code == 200


def test_another_name_of_a_home_page_changes_no_address(home, column, article):
    rename(column, "yaowen")
    rename(home, "municipality")
    assert get("/yaowen/one/").status_code == 200
    assert leads_to("/news/one/") == "/yaowen/one/"


def test_what_somebody_entered_by_hand_counts_first(home, column, article):
    rename(column, "yaowen")
    Redirect.add_redirect("/news/one", "https://www.gov.cn/", site=home.get_site())
    assert leads_to("/news/one/") == "https://www.gov.cn/"
    Redirect.add_redirect("/art/2019/1.html", article, site=home.get_site())
    assert leads_to("/art/2019/1.html") == "/yaowen/one/"


def test_nobody_is_led_on_who_sends_something(column):
    rename(column, "yaowen")
    assert Client(SERVER_NAME=HOST).post("/news/").status_code == 404


@pytest.mark.parametrize("path", ["/news/%00/", "/news//one/../", "/news/" + "a/" * 200, "/news/%E4%B8%AD/"])
def test_strange_addresses_are_just_not_there(path, column):
    rename(column, "yaowen")
    assert get(path).status_code == 404


def test_many_moves_bound_what_a_request_costs(column, article):
    for number in range(30):
        rename(column, ("yaowen", "news")[number % 2])
    rename(column, "jrxw")
    assert leads_to("/yaowen/one/") == leads_to("/news/one/") == "/jrxw/one/"
    with CaptureQueriesContext(connection) as captured:
        assert get("/news/nothing/").status_code == 404
    assert len(captured) < 150


def test_renaming_costs_as_many_statements_for_many_pages_as_for_one(home, column, article):
    def statements(slug: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            rename(column, slug)
        return len(captured)

    few = statements("yaowen")
    many_articles(Column.objects.get(pk=column.pk), 200)
    assert statements("jrxw") == few
