"""Each rule does with its own examples what it says: they stand in the data, beside the rule."""

import pytest

from scripts import rules_page
from sites.editorial.rules import registry
from sites.editorial.rules.checking import check

from .examples import page_of

CASES = [
    pytest.param(rule.id, kind, example, id=f"{rule.id} {kind} {number}")
    for rule in registry.rules().values()
    for kind, examples in rule.examples.items()
    for number, example in enumerate(examples, 1)
]


@pytest.mark.parametrize(("rule_id", "kind", "example"), CASES)
def test_a_rule_passes_the_good_and_finds_the_bad(column, rule_id, kind, example):
    found = [finding for finding in check(page_of(example, column)) if finding.rule.id == rule_id]
    assert bool(found) is (kind == "bad")


def test_each_rule_is_whole():
    assert registry.each_rule_is_whole(None) == []


def test_the_page_for_editors_says_what_the_rules_say():
    """`python -m scripts.rules_page` writes it anew."""
    assert rules_page.PAGE.read_text(encoding="utf-8") == rules_page.page()
