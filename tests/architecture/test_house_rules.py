"""The rules of the house (docs/architecture.md) that a program can check."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from sites.editorial import checks

from . import source

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
EVERY_FILE = [*source.modules(), *source.modules("scripts", "bench", "tests")]
# Bugfixes and upgrades move the package registry's address into files unnoticed.
REGISTRY = re.compile(r"(?:index-url|--find-links|https?://[^\s]*pypi)", re.IGNORECASE)


@pytest.mark.parametrize("room", source.rooms())
def test_a_room_says_in_one_sentence_what_it_is_for(room):
    sentence = import_module(room).__doc__
    assert sentence
    assert "\n" not in sentence.strip()
    assert sentence.strip().endswith(".")
    assert sentence.strip().count(". ") == 0


@pytest.mark.parametrize("room", source.rooms())
def test_a_room_is_installed_under_its_prefixed_label(room):
    assert apps.get_app_config(room.replace(".", "_")).name == room


@pytest.mark.parametrize("package", source.PACKAGES)
def test_a_top_level_package_says_in_one_sentence_what_it_is_for(package):
    assert import_module(package).__doc__.strip().endswith(".")


def test_nothing_is_called_utils():
    found = [path for path in EVERY_FILE if path.stem in {"utils", "helpers", "misc", "common"}]
    assert found == []


def test_portal_itself_only_puts_the_house_together():
    allowed = {Path("portal/__init__.py"), Path("portal/urls.py")}
    assert {path for path in source.modules("portal") if len(path.parts) == 2} == allowed
    assert {path for path in source.modules("sites") if len(path.parts) == 2} == {Path("sites/__init__.py")}


def test_the_settings_hold_no_models_and_no_views():
    names = {path.stem for path in source.modules("portal") if path.parts[1] == "settings"}
    assert names.isdisjoint({"models", "views"})


def test_a_file_is_one_thing():
    lines = {str(path): len((source.ROOT / path).read_text().splitlines()) for path in EVERY_FILE}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_a_function_is_one_thing():
    too_long = [
        f"{path}:{function.lineno} {function.name} ({function.end_lineno - function.lineno + 1} lines)"
        for path in EVERY_FILE
        for function in source.functions(path)
        if function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_only_the_editorial_room_publishes():
    """Whatever else makes a page public goes around review."""
    assert checks.nobody_else_publishes(None) == []


@pytest.mark.parametrize(
    ("code", "guilty"),
    [
        ("page.save_revision().publish()", True),
        ("revision.publish(user=user)", True),
        ("from wagtail.actions.publish_revision import PublishRevisionAction", True),
        ("from sites.editorial import operations\noperations.publish(revision, by=user)", False),
        ("from sites.editorial.operations import publish\npublish(revision, by=user)", False),
    ],
)
def test_the_rule_about_publishing_knows_what_it_looks_for(code, guilty):
    assert bool(list(checks.publications(ast.parse(code), Path("example.py")))) is guilty


def test_no_file_that_is_installed_from_names_a_package_registry():
    files = [*source.ROOT.glob("*.txt"), source.ROOT / "pyproject.toml", source.ROOT / "Makefile"]
    assert [file.name for file in files if REGISTRY.search(file.read_text())] == []
