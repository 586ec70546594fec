"""A column of a site, made once for each module that asks for it."""

from __future__ import annotations

import pytest

from portal.content.models import Column
from tests.factories.sites import make_site


@pytest.fixture(scope="module")
def shelf(module_db) -> Column:
    """A column for pages of examples."""
    record = make_site("shelf")
    return Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")


@pytest.fixture
def column(db, shelf) -> Column:
    """The same, counting its pages anew: what a test puts below it is gone after the test."""
    return Column.objects.get(pk=shelf.pk)
