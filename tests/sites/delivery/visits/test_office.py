"""访问情况: editors see what is read in their own sites, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from sites.delivery.models import PageAnswer, PageVisits, SearchedText
from sites.delivery.visits.terms import terms
from sites.delivery.watch import watching
from sites.registry.operations import grant
from tests.factories.pages import many_articles
from tests.factories.sites import make_member, make_site, make_user

URL = reverse("sites_delivery_visits")


@pytest.fixture
def editor(everything) -> Client:
    return signed_in(make_member(everything.record, "editor"))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def visits(page, own: int, days_ago: int = 0, within: int | None = None, site=None) -> None:
    PageVisits.objects.create(
        site=site or page.get_site(), page_id=page.pk, own=own, within=own if within is None else within,
        day=timezone.localdate() - timedelta(days=days_ago),
    )  # fmt: skip


def searched(site, text: str, times: int, in_vain: int = 0, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchedText.objects.create(site=site, text=text, day=day, times=times, in_vain=in_vain)


def table(client: Client, **asked: object) -> list[list[str]]:
    """The rows of the list, as they are read."""
    response = client.get(URL, asked)
    assert response.status_code == 200
    rows = LexborHTMLParser(response.content.decode()).css("table.listing tbody tr")
    return [[cell.text(strip=True) for cell in row.css("th, td")] for row in rows]


def test_pages_are_listed_by_visits_with_the_change_against_the_period_before(editor, everything, article):
    home = everything.record.site.root_page
    visits(article, 30, days_ago=3)
    visits(article, 20, days_ago=8)
    visits(article, 999, days_ago=14)
    visits(home, 50)
    assert table(editor, days=7) == [
        [home.title, "50", "0", "新增"],
        [article.title, "30", "20", "+50%"],
    ]
    assert table(editor, days=30)[0][:2] == [article.title, "1049"]


def test_columns_are_listed_with_what_was_read_below_them(editor, article):
    column = article.get_parent()
    visits(column, 2, within=12)
    visits(article, 10)
    assert table(editor, list="columns", days=7) == [[column.title, "12", "0", "新增", "2"]]


def test_texts_are_listed_when_enough_asked_for_them(editor, everything):
    site, often = everything.record.site, terms().shown_from
    searched(site, "公积金", often - 1, in_vain=1)
    searched(site, "公积金", 1, days_ago=2)
    searched(site, "某人的名字", often - 1)
    (row,) = table(editor, list="searches", days=7)
    assert row[:3] == ["公积金", str(often), "1"]
    assert table(editor, list="searches", days="nonsense", p=99) == [row]


def test_beside_a_text_stands_how_often_and_how_far_down_its_results_were_opened(editor, everything):
    site = everything.record.site
    searched(site, "公积金", 4)
    SearchedText.objects.update(opened=3, places=7)
    searched(site, "医保", 3)
    rows = table(editor, list="searches", days=7)
    assert [row[:6] for row in rows] == [
        ["公积金", "4", "0", "3", "75", "2.3"],
        ["医保", "3", "0", "0", "0", "—"],
    ]


def test_what_was_opened_does_not_make_a_rare_text_frequent(editor, everything):
    searched(everything.record.site, "某人的名字", terms().shown_from - 1)
    SearchedText.objects.update(opened=50, places=50)
    assert table(editor, list="searches", days=7) == []


def test_pages_of_no_use_are_listed_with_the_reasons(editor, everything, article):
    site, day = everything.record.site, timezone.localdate()
    for code, times in [("useful", 7), ("outdated", 2), ("broken", 1)]:
        PageAnswer.objects.create(site=site, page_id=article.pk, day=day, answer=code, times=times)
    assert table(editor, list="answers") == [[article.title, "3", "7", "2", "0", "0", "1"]]


@pytest.mark.parametrize("asked", [{"list": "x"}, {"days": "x"}, {"days": "-1"}, {"p": "x"}, {"p": "999"}])
def test_nonsense_is_answered_as_nothing_asked(editor, article, asked):
    visits(article, 1)
    assert table(editor, **asked)[0][0] == article.title


@pytest.mark.parametrize("name", ["pages", "columns", "searches", "answers"])
def test_an_empty_list_says_so(editor, name):
    page = LexborHTMLParser(editor.get(URL, {"list": name}).content.decode())
    assert page.css_first(".office-empty").text(strip=True)


def test_nobody_sees_figures_of_another_site(editor, everything):
    other = make_site("elsewhere").site
    visits(other.root_page, 77, site=other)
    searched(other, "别处的词", 50)
    for name in ("pages", "searches"):
        assert table(editor, list=name, days=365) == []
        for query in ({"site": other.pk}, {"site": other.pk, "export": "csv"}, {"site": "x"}):
            assert editor.get(URL, {"list": name, **query}).status_code == 404


def test_who_has_several_sites_chooses_and_who_has_none_is_refused(everything, article):
    other = make_site("elsewhere")
    both = make_member(everything.record, "editor")
    grant(both, other, "editor")
    visits(article, 5)
    client = signed_in(both)
    assert table(client, site=everything.record.site_id)[0][0] == article.title
    assert table(client, site=other.site_id) == []
    assert signed_in(make_user()).get(URL).status_code == 302
    assert Client().get(URL).status_code == 302


def test_long_lists_have_pages_and_the_questions_do_not_grow_with_them(
    editor, everything, article, django_assert_max_num_queries
):
    visits(article, 1000)
    with django_assert_max_num_queries(60) as few:
        table(editor)
    column = everything.by_type["column"]
    column.refresh_from_db()
    many_articles(column, 25)
    for page in column.get_children().exclude(pk=article.pk):
        visits(page, 1)
    with django_assert_max_num_queries(len(few)):
        first = table(editor)
    assert len(first) == 20
    assert len(table(editor, p=2)) >= 5


def test_an_export_has_all_rows_and_no_formulas(editor, everything, article):
    site = everything.record.site
    for text in ("=1+1", "@sum(a1)", "-2+3", "公积金"):
        searched(site, text, 9)
    response = editor.get(URL, {"list": "searches", "export": "csv"})
    rows = b"".join(response).decode().splitlines()
    assert rows[0].endswith("没有结果的次数,打开结果的次数,每百次搜索打开的次数,打开结果的平均名次")
    assert sorted(row.partition(",")[0] for row in rows[1:]) == ["'-2+3", "'=1+1", "'@sum(a1)", "公积金"]
    assert editor.get(URL, {"list": "answers", "export": "xlsx"}).status_code == 200


def test_the_page_names_no_script_or_style_of_its_own(editor, article):
    visits(article, 1)
    main = LexborHTMLParser(editor.get(URL).content.decode()).css_first(".nice-padding").html
    assert "<script" not in main
    assert "style=" not in main
    assert "onclick" not in main


def test_the_menu_leads_there(editor):
    assert f'"url": "{URL}"' in editor.get(reverse("wagtailadmin_home")).content.decode()


# --- The watch looks at what is read most


def test_the_pages_read_most_are_those_that_were_counted(everything, article):
    visits(article, 5)
    visits(everything.by_type["topic"], 9, days_ago=terms().most_read_days)
    homes = {page.pk for page in watching.most_read() if page.depth == 2}
    assert {page.pk for page in watching.most_read()} == homes | {article.pk}


def test_no_more_are_watched_than_the_first_and_none_that_was_withdrawn(everything, article, monkeypatch):
    monkeypatch.setattr(watching, "MOST_READ", 1)
    topic = everything.by_type["topic"]
    visits(article, 5)
    visits(topic, 9)
    assert topic.pk in {page.pk for page in watching.most_read()}
    type(topic).objects.filter(pk=topic.pk).update(live=False)
    assert topic.pk not in {page.pk for page in watching.most_read()}
    cache.clear()
    assert article.pk in {page.pk for page in watching.most_read()}
    assert topic.pk not in {page.pk for page in watching.most_read()}
