"""Which items a list begins with, read along the index on the column and the date however many there are.

As SQL: a list that begins with what is pinned, and the newest of dozens of columns at once, are each one
statement of several parts, which the ORM does not write.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.expressions import RawSQL
from django.utils import timezone


def in_list_order(parent: int, start: int, stop: int) -> RawSQL:
    """Keys of the published items `start` to `stop` of a column or topic: pinned ones first, then by date.

    Args:
        parent: key of the column or topic.
    """
    pinned = _items("1 AS is_pinned, item.display_date", "AND item.pinned_until >= %s")
    others = _items(
        "0 AS is_pinned, item.display_date",
        "AND (item.pinned_until IS NULL OR item.pinned_until < %s)",
        f"{_NEWEST_FIRST} LIMIT %s",
    )
    today = timezone.localdate()
    # Only names of tables and fields of this file are written into it.
    return RawSQL(  # noqa: S611
        f"""
        SELECT page_ptr_id FROM (
            SELECT * FROM ({pinned}) pinned UNION ALL SELECT * FROM ({others}) others
        ) listed ORDER BY is_pinned DESC, display_date DESC, page_ptr_id DESC LIMIT %s OFFSET %s
        """,  # noqa: S608
        [parent, today, parent, today, stop, stop - start, start],
    )


def newest_of_each(parents: Iterable[int], count: int) -> RawSQL:
    """Keys of the newest published items of each of some columns, at most `count` of each."""
    parents = list(parents)
    newest = _items(rest=f"{_NEWEST_FIRST} LIMIT %s")
    parts = [f"SELECT * FROM ({newest}) newest_{place}" for place in range(len(parents))]  # noqa: S608
    return RawSQL(" UNION ALL ".join(parts), [value for each in parents for value in (each, count)])  # noqa: S611


_NEWEST_FIRST = "ORDER BY item.display_date DESC, item.page_ptr_id DESC"


def _items(shown: str = "", condition: str = "", rest: str = "") -> str:
    # CROSS JOIN has SQLite begin with the items; PostgreSQL decides for itself.
    columns = f"item.page_ptr_id{', ' if shown else ''}{shown}"
    return (
        f"SELECT {columns} FROM portal_content_columnitem item CROSS JOIN wagtailcore_page page "  # noqa: S608
        f"WHERE page.id = item.page_ptr_id AND item.listed_in = %s AND page.live {condition} {rest}"
    )
