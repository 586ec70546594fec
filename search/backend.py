"""Wagtail's search in the database, without reading the whole index each time a page is saved.

Its title norm (average length of all titles by the length of one) is worked out twice a publication, by two
passes over the index, one of them a write that holds up all others on SQLite. Here it is worked out when the
index is rebuilt (`manage.py update_index`); until then a new title counts as one of average length.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend


class NormsAtRebuild:
    """What an index does differently: see above."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - Wagtail asks for this name
    """The backend of the database in use."""
    backend = database.SearchBackend(params)
    if connection.vendor in {"sqlite", "postgresql"}:
        stock = backend.index_class
        backend.index_class = type(stock.__name__, (NormsAtRebuild, stock), {})
    return backend
