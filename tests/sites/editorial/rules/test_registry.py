"""A rule is data and a function; one without the other stops the start."""

import pytest

from sites.editorial.models import OpenedFile
from sites.editorial.rules import registry
from sites.editorial.rules.checking import check
from sites.media.reading import READERS
from tests.factories.pages import ArticleFactory

from .examples import document, page_of

ROW = {
    "id": "test.rule",
    "title": "测试",
    "level": "warn",
    "fast": True,
    "source": "测试",
    "confirmed": False,
    "message": "测试",
    "good": ["好"],
    "bad": ["坏"],
}


@pytest.fixture
def errors(monkeypatch):
    """Returns a function: what the check says of a rule set with one row, and of functions registered."""

    def say(row: dict | None, *registered: str) -> list[str]:
        rows = [row] if row else []
        monkeypatch.setattr(registry, "rule_sets", lambda: (registry.RuleSet("test", "2026-11", rows),))
        monkeypatch.setattr(registry, "_looks", dict.fromkeys(registered))
        return [error.msg for error in registry.each_rule_is_whole(None)]

    return say


def test_a_rule_with_both_is_whole(errors):
    assert errors(ROW, "test.rule") == []


def test_data_without_a_function_is_an_error(errors):
    assert errors(ROW) == ["The rule test.rule has data but no function."]


def test_a_function_without_data_is_an_error(errors):
    assert errors(None, "test.rule") == ["The rule test.rule has a function but no data."]


@pytest.mark.parametrize("change", [{"level": "fatal"}, {"good": []}, {"bad": []}])
def test_a_rule_that_lacks_something_is_an_error(errors, change):
    assert len(errors({**ROW, **change}, "test.rule")) == 1


@pytest.mark.parametrize("key", sorted(set(ROW) - {"id"}))
def test_every_part_of_a_rule_is_needed(errors, key):
    assert errors({name: value for name, value in ROW.items() if name != key}, "test.rule")


def test_a_rule_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        registry.rule("personal.mobile")(lambda reading, parameters: iter(()))


def test_rooms_above_bring_rules_of_their_own():
    assert {rule_set.room for rule_set in registry.rule_sets()} == {
        "sites_editorial",
        "sites_submissions",
        "portal_content",
    }
    assert "portal_content 2026-11" in registry.edition()


def test_the_fast_ones_open_no_files(column):
    page = page_of({"file": {"kind": "docx", "text": "13800138000"}}, column)
    check(page, only_fast=True)
    assert not OpenedFile.objects.exists()


def test_a_file_is_opened_once_whatever_page_it_hangs_on(column, monkeypatch):
    file = document(column, "docx", "李某，13800138000")
    pages = [
        ArticleFactory(
            parent=column, live=False, attachments=[("attachment", {"document": file, "title": ""})]
        )
        for _number in range(2)
    ]
    assert "attachments.personal" in {finding.rule.id for finding in check(pages[0])}
    monkeypatch.setitem(READERS, "docx", lambda file: pytest.fail("opened again"))
    assert "attachments.personal" in {finding.rule.id for finding in check(pages[1])}


def test_what_is_kept_of_a_file_does_not_hold_the_number(column):
    check(page_of({"file": {"kind": "docx", "text": "李某，13800138000"}}, column))
    assert OpenedFile.objects.get().personal == ["138****8000"]


def test_a_page_of_any_size_is_checked_with_a_fixed_number_of_queries(column, django_assert_max_num_queries):
    small = ArticleFactory(parent=column, live=False, body=[("paragraph", f"<p>{'甲乙丙丁' * 50}</p>")])
    large = ArticleFactory(parent=column, live=False, body=[("paragraph", f"<p>{n}</p>") for n in range(100)])
    check(small)
    with django_assert_max_num_queries(15) as few:
        check(small)
    with django_assert_max_num_queries(len(few)):
        check(large)
