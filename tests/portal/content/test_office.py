"""Pages of a site in the office: what the lists show, and which columns need a new item."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.content.models import Column
from portal.content.stale import as_rows, stale_columns
from sites.registry.models import SiteRecord
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_member, make_site, make_user

pytestmark = pytest.mark.django_db
ARTICLES = reverse("portal_content_articles:index")


@pytest.fixture
def record():
    return make_site("jyj", name="教育局")


@pytest.fixture
def column(record):
    return Column.objects.descendant_of(record.site.root_page).get(slug="gzdt")


def days_ago(days: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def stale_pks(record) -> list[int]:
    return [column.pk for column in stale_columns(SiteRecord.objects.filter(pk=record.pk))]


# --- Columns to renew (a column of news must be renewed within 14 days) -------------------------------


@pytest.mark.parametrize(("days", "is_stale"), [(0, False), (11, False), (12, True), (15, True)])
def test_a_column_is_named_when_four_fifths_of_its_interval_have_passed(record, column, days, is_stale):
    ArticleFactory(parent=column, display_date=days_ago(days))
    assert (column.pk in stale_pks(record)) == is_stale


def test_only_the_newest_published_item_counts(record, column):
    ArticleFactory(parent=column, display_date=days_ago(100))
    ArticleFactory(parent=column, display_date=days_ago(1))
    assert column.pk not in stale_pks(record)


def test_a_draft_renews_nothing(record, column):
    ArticleFactory(parent=column, display_date=days_ago(1), live=False)
    assert column.pk in stale_pks(record)


def test_a_row_says_when_the_next_item_is_due(record, column):
    newest = ArticleFactory(parent=column, display_date=days_ago(13)).display_date
    row = next(row for row in as_rows(stale_columns(SiteRecord.objects.all())) if row.column.pk == column.pk)
    assert row.due == newest + datetime.timedelta(days=14)
    assert not row.is_overdue
    assert row.site_name == "教育局"


def test_an_empty_column_that_says_why_is_left_alone(record, column):
    Column.objects.filter(pk=column.pk).update(empty_reason="栏目正在筹备")
    assert column.pk not in stale_pks(record)


def test_columns_that_need_not_be_new_are_not_named(record):
    kinds = set(Column.objects.filter(pk__in=stale_pks(record)).values_list("kind", flat=True))
    assert not kinds & {"leaders", "institutions", "group", "topics"}


def test_nobody_sees_the_columns_of_other_sites(client, record, column):
    client.force_login(make_member(make_site("other", name="体育局"), "editor"))
    for url in ("/admin/", reverse("portal_content_office:stale_columns")):
        html = client.get(url).content.decode()
        assert "教育局" not in html
        assert "体育局" in html


# --- Lists of pages -----------------------------------------------------------------------------------


def test_the_explorer_shows_who_answers_and_who_changed_a_page(client, record, column):
    editor = make_member(record, "editor", "王采编")
    page = ArticleFactory(parent=column, department=record.sponsor, display_date=days_ago(3))
    page.save_revision(user=editor)
    client.force_login(editor)
    html = client.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()
    assert record.sponsor.short_name in html
    assert "王采编" in html
    assert timezone.localtime(page.display_date).strftime("%Y-%m-%d") in html


@pytest.mark.parametrize("role", ["editor", "signer", "root"])
def test_the_explorer_asks_as_often_for_many_pages(
    client, record, column, role, django_assert_max_num_queries
):
    person = make_user(is_superuser=True) if role == "root" else make_member(record, role)
    client.force_login(person)
    url = reverse("wagtailadmin_explore", args=[column.pk])
    ArticleFactory.create_batch(2, parent=column, department=record.sponsor)
    client.get(url)
    with django_assert_max_num_queries(200) as few:
        client.get(url)
    ArticleFactory.create_batch(10, parent=column, department=record.sponsor)
    with django_assert_max_num_queries(len(few)):
        client.get(url)


def test_all_articles_are_those_of_ones_own_sites(client, record, column):
    ArticleFactory(parent=column, title="本站文章")
    other = make_site("other")
    other_column = Column.objects.descendant_of(other.site.root_page).get(slug="gzdt")
    ArticleFactory(parent=other_column, title="他站文章")
    client.force_login(make_member(record, "editor"))
    html = client.get(ARTICLES).content.decode()
    assert "本站文章" in html
    assert "他站文章" not in html


def test_articles_can_be_narrowed_by_column_state_and_date(client, record, column):
    notices = Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")
    ArticleFactory(parent=column, title="动态文章", display_date=days_ago(1))
    ArticleFactory(parent=column, title="旧的动态", display_date=days_ago(400))
    ArticleFactory(parent=notices, title="公告草稿", live=False)
    client.force_login(make_member(record, "editor"))
    since = days_ago(30).strftime("%Y-%m-%d")
    for query, found in (
        (f"column={column.pk}", {"动态文章", "旧的动态"}),
        (f"column={column.pk}&display_date_from={since}", {"动态文章"}),
        ("state=draft", {"公告草稿"}),
        ("state=live", {"动态文章", "旧的动态"}),
        ("state=review", set()),
        (f"site={record.pk}", {"动态文章", "旧的动态", "公告草稿"}),
    ):
        html = client.get(f"{ARTICLES}?{query}").content.decode()
        assert {title for title in ("动态文章", "旧的动态", "公告草稿") if title in html} == found, query


def test_the_filters_name_no_other_site(client, record):
    make_site("other", name="体育局")
    client.force_login(make_member(record, "editor"))
    assert "体育局" not in client.get(ARTICLES).content.decode()
