"""What is below a page is found by the beginning of its path, along an index."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from portal.content.models import Article, Column
from tests.factories import pages
from tests.factories.sites import make_site


@pytest.fixture
def column(db) -> Column:
    site = make_site("city").site
    column = Column.objects.get(slug="tzgg", path__startswith=site.root_page.path)
    for number in range(3):
        pages.ArticleFactory(parent=column, title=f"第{number}号公告")
    make_site("other")
    return Column.objects.get(pk=column.pk)


def test_it_finds_what_is_below_and_nothing_else(column):
    below = {page.pk for page in Page.objects.all() if page.path.startswith(column.path)}
    assert set(Page.objects.descendant_of(column, inclusive=True).values_list("pk", flat=True)) == below
    assert Article.objects.filter(path__startswith=column.path).count() == 3
    assert Page.objects.get(pk=column.pk).get_last_child().get_siblings().count() == 3


def test_the_beginning_may_be_the_path_of_another_row(column):
    articles = Article.objects.filter(path__startswith=OuterRef("path"))
    with_articles = Column.objects.filter(Exists(articles)).values_list("pk", flat=True)
    assert list(with_articles) == [column.pk]


@pytest.mark.parametrize("beginning", ["", "%", "_", "~", "000a", "0001' OR '1'='1", "0001\U0010ffff"])
def test_whatever_stands_for_the_beginning_nothing_but_paths_with_it_are_found(column, beginning):
    found = Page.objects.filter(path__startswith=beginning).count()
    assert found == sum(page.path.startswith(beginning) for page in Page.objects.all())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="LIKE of SQLite's")
def test_the_last_of_some_pages_is_found_without_looking_at_others(column):
    siblings = Page.objects.get(pk=column.pk).get_last_child().get_siblings()
    assert "path>? AND path<?" in siblings.order_by("-path")[:1].explain()
