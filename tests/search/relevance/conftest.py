"""The pages of the sample in the search, on the day on which the sample ends."""

from __future__ import annotations

import pytest
from django.utils import timezone

from search import sources
from tests.search.conftest import tell_cluster

from . import cases


@pytest.fixture
def search(db, monkeypatch) -> cases.Search:
    """`search(query, count)`: the keys of what readers of the portal find, best first."""
    monkeypatch.setitem(sources._sources, cases.Sample.name, cases.Sample())
    monkeypatch.setattr(timezone, "now", lambda: cases.TODAY)
    sites = cases.put_pages()
    tell_cluster()
    return cases.searching(sites)
