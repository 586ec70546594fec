"""Columns hold what their kind allows, list it in order, and page through it."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone

from portal.content.columns import column_kinds, standard_columns
from portal.content.models import Article, Column, Institution, Leader, LinkItem, PlainPage, Topic
from tests.factories import pages
from tests.factories.pages import many_articles
from tests.portal.content.conftest import Everything, column_of
from tests.portal.content.test_rendering import get

ITEM_TYPES = [Article, Column, Institution, Leader, LinkItem, PlainPage, Topic]


@pytest.mark.parametrize("kind", column_kinds())
def test_a_column_accepts_only_what_its_kind_holds(everything: Everything, kind: str):
    column = pages.ColumnFactory(parent=everything.by_type["portalhome"], kind=kind)
    accepted = {model._meta.model_name for model in ITEM_TYPES if model.can_create_at(column)}
    assert accepted == set(column_kinds()[kind].holds)


def test_columns_are_at_most_three_levels_deep(everything: Everything):
    parent = everything.by_type["portalhome"]
    for _level in range(3):
        assert Column.can_create_at(parent)
        parent = pages.ColumnFactory(parent=parent)
    assert not Column.can_create_at(parent)
    assert Article.can_create_at(parent)


def test_an_article_cannot_move_into_a_column_of_leaders(everything: Everything):
    article = everything.by_type["article"]
    assert not article.can_move_to(column_of(everything.record, "leaders"))
    assert article.can_move_to(column_of(everything.record, "policy"))


@pytest.mark.parametrize("site_kind", ["portal", "department", "county"])
def test_standard_columns_have_known_kinds_and_fit_their_parents(site_kind: str):
    kinds = column_kinds()
    for column in standard_columns(site_kind):
        assert column.kind in kinds
        for below in column.columns:
            assert "column" in kinds[column.kind].holds
            assert below.kind in kinds


def test_pinned_items_come_first_then_the_newest(client, everything: Everything):
    column = pages.ColumnFactory(parent=everything.by_type["portalhome"])
    now = timezone.now()
    for days, pinned in [(3, 1), (2, None), (1, None), (9, -1)]:
        pages.ArticleFactory(
            parent=column,
            title=f"{days}天前",
            display_date=now - datetime.timedelta(days=days),
            pinned_until=timezone.localdate() + datetime.timedelta(days=pinned) if pinned else None,
        )
    text = get(client, column).content.decode()
    main = text[text.index("<main") :]
    places = [main.index(f"{days}天前") for days in (3, 1, 2, 9)]
    assert places == sorted(places)


def test_a_long_column_is_paged_and_a_wrong_page_is_not_found(client, everything: Everything):
    column = pages.ColumnFactory(parent=everything.by_type["portalhome"])
    many_articles(column, 25)
    address, host = column.get_url_parts()[2], {"host": everything.host}
    assert "第25号公告" in client.get(f"{address}?page=2", headers=host).content.decode()
    for wrong in ("0", "3", "-1", "x", "1e3", "9" * 30, ""):
        assert client.get(f"{address}?page={wrong}", headers=host).status_code == 404


def test_an_empty_column_says_why(client, everything: Everything):
    column = pages.ColumnFactory(parent=everything.by_type["portalhome"], empty_reason="本年度暂无听证事项。")
    assert "本年度暂无听证事项。" in get(client, column).content.decode()


def test_a_column_has_a_feed_of_its_items(client, everything: Everything):
    article = everything.by_type["article"]
    address = everything.by_type["column"].get_url_parts()[2]
    response = client.get(f"{address}feed/", headers={"host": everything.host})
    assert response["Content-Type"].startswith("application/rss+xml")
    item = ET.fromstring(response.content).find("channel/item")  # noqa: S314 - our own feed
    assert item.findtext("title") == article.title
    assert item.findtext("link") == article.full_url


def test_the_renewal_interval_comes_from_the_rule_data(everything: Everything):
    assert column_of(everything.record, "news").renew_within == datetime.timedelta(days=14)
    assert column_of(everything.record, "leaders").renew_within is None
