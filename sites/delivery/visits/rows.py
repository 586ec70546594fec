"""Adds to rows, there or not, in one statement each: two processes lose nothing of each other's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

Key = tuple[Any, ...]
Figures = Mapping[Key, Sequence[int]]


def add(model: type[Model], names: Sequence[str], counts: Sequence[str], figures: Figures) -> None:
    """Add `figures` to the rows of `model`.

    Args:
        names: columns that together name one row.
        counts: columns that are added to.
        figures: for the values of `names` what is added to each of `counts`.
    """
    if not figures:
        return
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    columns = ", ".join(map(quoted, [*names, *counts]))
    added = ", ".join(f"{quoted(name)} = {table}.{quoted(name)} + excluded.{quoted(name)}" for name in counts)
    # Django's own upsert can only replace.
    statement = (
        f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * (len(names) + len(counts)))}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(map(quoted, names))}) DO UPDATE SET {added}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            statement, [[*map(_plain, key), *figures[key]] for key in sorted(figures, key=str)]
        )


def _plain(value: int | str | datetime.date) -> int | str:
    return value.isoformat() if isinstance(value, datetime.date) else value
