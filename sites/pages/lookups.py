"""Finds what is below a page along the index of paths in SQLite, whose LIKE takes none.

Wagtail asks for everything below a page by the beginning of its path. SQLite's LIKE pays no heed to
capitals, so it looks at all pages of the installation instead, with each page that is moved.
"""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import StartsWith

# Behind every digit and letter of which paths are made.
AFTER = "~"


class PathStartsWith(StartsWith):
    """Registered for the path of pages. What begins with a path lies between that and `AFTER`."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        if not self.rhs_is_direct_value():
            sql, parameters = self.as_sql(compiler, connection)
            return sql, list(parameters)
        column, values = self.process_lhs(compiler, connection)
        beginning = str(self.rhs)
        sql = f"({column} >= %s AND {column} < %s)"
        return sql, [*values, beginning, *values, beginning + AFTER]
