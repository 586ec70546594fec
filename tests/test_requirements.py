"""The requirements files are what pyproject.toml says, and everything in them is pinned and explained."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.export_requirements import LOCK, ROOT, groups, lock, read_project, render

PROJECT = read_project()
EVERY = [requirement for group in groups(PROJECT).values() for requirement in group]
FILES = render(PROJECT)


@pytest.mark.parametrize("file", FILES)
def test_a_requirements_file_is_exported_from_pyproject(file):
    assert (ROOT / file).read_text() == FILES[file], "run: make lock"


def test_the_lock_names_what_is_installed_and_no_more():
    assert (ROOT / LOCK).read_text() == lock(EVERY), "run: make lock"


@pytest.mark.parametrize("requirement", EVERY)
def test_a_package_is_pinned_to_one_version_with_its_purpose(requirement):
    parsed = Requirement(requirement)
    assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(parsed.specifier))
    assert PROJECT["tool"]["yizhan"]["purposes"][parsed.name]


def test_no_purpose_is_left_of_a_package_that_is_gone():
    assert set(PROJECT["tool"]["yizhan"]["purposes"]) == {Requirement(text).name for text in EVERY}


def test_every_package_has_its_reason_and_its_licence_in_the_documentation():
    rows = re.findall(
        r"^\| ([\w.\[\],-]+) \| .+ \| .+ \|$", (ROOT / "docs/dependencies.md").read_text(), re.M
    )
    documented = {canonicalize_name(row) for row in rows}
    assert {canonicalize_name(Requirement(text).name) for text in EVERY} <= documented
