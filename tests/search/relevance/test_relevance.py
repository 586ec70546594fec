"""Readers find what they mean, among the first results."""

from __future__ import annotations

from collections import Counter

import pytest

from . import cases
from .cases import Case, Search

ENOUGH = 0.85
# A whole title is meant to lead to its page without looking for it.
FIRST = 3


def test_the_best_results_stand_first(search: Search):
    found = cases.measured(search, cases.cases())
    assert cases.mean(found) >= ENOUGH, cases.report(found)


def test_a_whole_title_finds_its_page_among_the_first_three(search: Search):
    titles = {page["key"]: page["title"] for page in cases.pages()}
    missed = [
        title for title in sorted(set(titles.values())) if title not in map(titles.get, search(title, FIRST))
    ]
    assert not missed, "\n".join(missed)


def test_cases_name_pages_that_exist_and_grades_that_mean_something():
    keys = {page["key"] for page in cases.pages()}
    for case in cases.cases():
        assert case.relevant, case
        assert case.relevant.keys() <= keys, case
        assert set(case.relevant.values()) <= {1, 2, 3}, case


def test_there_are_enough_cases_of_every_kind_each_once():
    kinds = Counter(case.kind for case in cases.cases())
    assert kinds.total() >= 300
    assert kinds.keys() == set(cases.KINDS)
    assert min(kinds.values()) >= 25, kinds
    assert len({case.query for case in cases.cases()}) == kinds.total()


@pytest.mark.parametrize(
    ("found", "expected"),
    [(["a", "b"], 1), (["b", "a"], 0.71), (["x", "a", "b"], 0.64), (["x"] * 10 + ["a"], 0), ([], 0)],
)
def test_an_order_is_worth_more_the_nearer_it_is_to_the_best(found: list[str], expected: float):
    case = Case("?", "words", {"a": 3, "b": 1})
    assert cases.ndcg(found, case.relevant) == pytest.approx(expected, abs=0.005)
