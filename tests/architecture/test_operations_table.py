"""Every environment variable that the settings read is explained to whoever runs the house."""

import re

import pytest

from .source import ROOT

READ = re.compile(r"\benv(?:\.\w+)?\(\s*[\"']([A-Z][A-Z0-9_]*)[\"']")
FROM_OS = re.compile(r"os\.environ(?:\.\w+\(|\[)\s*[\"']([A-Z][A-Z0-9_]*)[\"']")
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]*)` \| .+ \| .+ \|$", re.MULTILINE)

SETTINGS = sorted((ROOT / "portal/settings").glob("*.py"))
USED = {
    name for path in SETTINGS for pattern in (READ, FROM_OS) for name in pattern.findall(path.read_text())
}
EXPLAINED = set(ROW.findall((ROOT / "docs/operations.md").read_text()))


def test_the_settings_read_variables_at_all():
    assert {"YIZHAN_DATA", "DATABASE_URL", "PORT"} <= USED


@pytest.mark.parametrize("name", sorted(USED))
def test_a_variable_is_in_the_table(name):
    assert name in EXPLAINED


def test_the_table_explains_no_variable_that_is_gone():
    assert EXPLAINED - USED - {"DJANGO_SETTINGS_MODULE"} == set()
