"""The number of queries of a page does not depend on how much there is."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests.factories.pages import many_articles
from tests.portal.content.conftest import Everything
from tests.portal.content.test_rendering import get

LIMITS = {
    "portalhome": 12, "departmenthome": 12, "countyhome": 12, "column": 8, "article": 8, "leader": 8,
    "institution": 8, "topic": 12, "plainpage": 8, "alert": 8,
}  # fmt: skip


def queries(client, page) -> int:
    # What a running process holds: content types for good, root paths for an hour.
    ContentType.objects.clear_cache()
    get(client, page)
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as captured:
        assert get(client, page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", LIMITS)
def test_a_page_needs_few_queries_whatever_the_amount_of_content(client, everything: Everything, name: str):
    page = everything.by_type[name]
    column = everything.by_type["column"]
    many_articles(column, 10)
    with_ten = queries(client, page)
    column.refresh_from_db()
    many_articles(column, 990)
    assert queries(client, page) == with_ten
    assert with_ten <= LIMITS[name]
