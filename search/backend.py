"""The office's search, by the name that Wagtail is told; what it is stands in `search/office/`."""

from __future__ import annotations

from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - Wagtail asks for this name
    """The backend of the database in use, where alone its models exist."""
    # An entry at a time takes the place of the old one: a rebuild need not hold up all who write meanwhile.
    params = {"ATOMIC_REBUILD": False, **params}
    if connection.vendor == "postgresql":
        from .office.postgresql import PostgreSQLBackend

        return PostgreSQLBackend(params)
    from .office.sqlite import SQLiteBackend

    return SQLiteBackend(params)
