"""A page is put into the search index without a pass over all others; a rebuild makes up for it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object
from wagtail.search.models import IndexEntry

from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_site


@pytest.fixture
def article(db):
    return ArticleFactory(parent=make_site("jyj").site.root_page.get_children().first(), title="教育公告")


def test_an_entry_is_written_and_found_without_a_pass_over_the_others(article):
    with CaptureQueriesContext(connection) as captured:
        insert_or_update_object(article)
    assert not any("AVG(" in query["sql"] for query in captured.captured_queries)
    assert [page.pk for page in get_search_backend().search("教育公告", Page)] == [article.pk]


def test_a_rebuild_works_out_the_norms(article):
    insert_or_update_object(article)
    call_command("update_index", verbosity=0)
    assert IndexEntry.objects.exclude(title_norm=1.0).exists()
