"""A list shows what stands below its column, pinned first and newest next, wherever its items came from."""

from __future__ import annotations

import datetime
import random
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from portal.content import listing
from portal.content.models import Article, ColumnItem
from portal.content.newest import newest_of_each
from sites.pages import gate
from tests.factories.pages import ArticleFactory, many_articles

from .conftest import Everything, column_of


def parents() -> dict[int, int]:
    return {item.pk: item.get_parent().pk for item in ColumnItem.objects.all()}


def listed() -> dict[int, int]:
    return dict(ColumnItem.objects.values_list("pk", "listed_in"))


@pytest.mark.parametrize("seed", range(4))
def test_the_pages_of_a_list_together_are_all_its_items_in_order(everything: Everything, seed: int):
    chance = random.Random(seed)  # noqa: S311 - not a secret
    column = everything.by_type["column"]
    many_articles(column, 47)
    today = timezone.localdate()
    now = timezone.now()
    for key in ColumnItem.objects.filter(listed_in=column.pk).values_list("pk", flat=True):
        days = chance.choice([None, None, -1, 0, 3])
        ColumnItem.objects.filter(pk=key).update(
            live=chance.random() < 0.8,
            pinned_until=None if days is None else today + datetime.timedelta(days=days),
            # Several of one moment, so that the key decides.
            display_date=now - datetime.timedelta(hours=chance.randrange(20)),
        )
    items = ColumnItem.objects.filter(path__startswith=column.path, live=True)
    by_date = sorted(items, key=lambda item: (item.display_date, item.pk), reverse=True)
    wanted = sorted(by_date, key=lambda item: not (item.pinned_until and item.pinned_until >= today))
    shown = listing.Items(column)
    size = chance.choice([3, 10, 20])
    pages = [shown[start : start + size] for start in range(0, len(wanted) + size, size)]
    assert [item.pk for page in pages for item in page] == [item.pk for item in wanted]
    assert shown.count() == len(wanted)
    assert [item.pk for item in listing.newest_below(column, 5)] == [item.pk for item in by_date[:5]]
    newest = ColumnItem.objects.filter(pk__in=newest_of_each([column.pk], 7))
    assert {item.pk for item in newest} == {item.pk for item in by_date[:7]}


def test_an_item_is_listed_where_it_stands_after_each_way_to_get_there(everything: Everything):
    notices, policy = everything.by_type["column"], column_of(everything.record, "policy")
    draft = ArticleFactory(parent=notices, live=False)
    before = draft.save_revision()
    draft.move(policy, "last-child")
    assert listed()[draft.pk] == policy.pk
    with gate.opened():
        before.publish()
    assert Article.objects.get(pk=draft.pk).listed_in == policy.pk
    draft.refresh_from_db()
    copied = draft.copy(to=notices, update_attrs={"slug": "copied"}, keep_live=False)
    assert listed()[copied.pk] == notices.pk
    policy.refresh_from_db()
    with gate.opened():
        policy.move(notices, "last-child")
    assert listed() == parents()


def test_the_migration_finds_the_column_of_each_item(everything: Everything):
    ColumnItem.objects.update(listed_in=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("portal.content.migrations.0004_items_by_column").FILL)
    assert listed() == parents()
