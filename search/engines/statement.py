"""One statement for the page, the total and the facets, in the database that has the entries.

The words are looked up once. What they find is joined to the entries, and counted once for each facet: what a
reader has chosen of a facet narrows everything else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.db import connection

from search.question import FACETS, Found, Group, Question

_COLUMNS = {facet: "site_id" if facet == "site" else facet for facet in FACETS}
_ORDERS = {"best": "score DESC, date DESC, id DESC", "newest": "date DESC, id DESC"}
Parameters = list[Any]


def run(hits: str, asked: Sequence[Any], question: Question, count: int, among: str) -> Found:
    """What a question finds.

    Args:
        hits: a SELECT of `id` and `score` (more is better) with the parameters `asked`.
        among: a condition on `search_entry.id` with the keys as a list in JSON for its parameter.
    """
    scope, parameters = _scope(question, among)
    every = [facet for facet in FACETS if question.chosen.get(facet)]
    branches, more = [], []
    for name, select, left_out in _branches(_ORDERS[question.order], question.counted):
        where, values = _where(question, [facet for facet in every if facet != left_out])
        branches.append(f"SELECT * FROM ({select.format(where=where)}) {name}")
        more += [*values, *([count] if name == "page" else [])]
    statement = f"""
WITH found AS MATERIALIZED (
    SELECT search_entry.id, hits.score, search_entry.date, {", ".join(_COLUMNS.values())}
    FROM ({hits}) hits JOIN search_entry ON search_entry.id = hits.id{scope}
) {" UNION ALL ".join(branches)}"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [*asked, *parameters, *more])
        return _answer(cursor.fetchall())


def combined(groups: Sequence[Group], needed: int, both: str, either: str, one: Any) -> str:
    """An expression in the language of an engine for at least `needed` of the groups.

    Args:
        both, either: its operators.
        one: what makes an expression of a group.
    """
    expressions = [one(group) for group in groups]
    if needed == 1:
        return either.join(expressions)
    choices = (both.join(chosen) for chosen in combinations(expressions, needed))
    return either.join(f"({choice})" for choice in choices)


def _scope(question: Question, among: str) -> tuple[str, Parameters]:
    conditions = f" AND search_entry.site_id IN ({_places(question.sites)})"
    parameters: Parameters = [*question.sites]
    if question.among is not None:
        conditions += f" AND {among}"
        parameters.append(json.dumps(question.among))
    return conditions, parameters


def _branches(order: str, counted: bool) -> list[tuple[str, str, str]]:
    """Of each: its name, its SELECT, the facet whose choice it leaves out."""
    total = "SELECT 'total' AS what, '' AS value, COUNT(*) AS number FROM found{where}"
    page = f"SELECT 'key' AS what, '' AS value, id AS number FROM found{{where}} ORDER BY {order} LIMIT %s"
    facets = [
        (
            facet,
            f"SELECT '{facet}' AS what, CAST({column} AS text) AS value, COUNT(*) AS number "
            f"FROM found{{where}} GROUP BY {column}",
            facet,
        )
        for facet, column in _COLUMNS.items()
    ]
    return [("totals", total, ""), ("page", page, ""), *facets] if counted else [("page", page, "")]


def _where(question: Question, facets: list[str]) -> tuple[str, Parameters]:
    conditions: list[str] = []
    parameters: Parameters = []
    for facet in facets:
        values = question.chosen[facet]
        conditions.append(f"CAST({_COLUMNS[facet]} AS text) IN ({_places(values)})")
        parameters += values
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), parameters


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _answer(rows: list[tuple[str, str | None, int]]) -> Found:
    total, keys = 0, []
    facets: dict[str, dict[str, int]] = defaultdict(dict)
    for what, value, number in rows:
        if what == "total":
            total = number
        elif what == "key":
            keys.append(number)
        elif value:
            facets[what][value] = number
    return Found(total, keys, dict(facets))
