"""An editor reads Chinese in every corner of the office."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.admin import Walk, foreign_words
from tests.browser.everything import ADMINISTRATOR
from tests.browser.installation import PASSWORD, Installation, running
from tests.browser.office import sign_in

# Wagtail writes these into its templates and forms, where no catalog reaches them.
OUT_OF_REACH = {
    "Search": "the submit button of a search box, which only screen readers meet",
    "Task type": "the filter in the dialog that adds a step to a workflow, which administrators meet",
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, ready_made: Path) -> Iterator[Installation]:
    with running(tmp_path_factory.mktemp("office"), ready_made) as installation:
        yield installation


def _assert_chinese(walk: Walk) -> None:
    found: dict[str, str] = {}
    for path, text in walk.texts():
        if foreign_words(text) and text not in OUT_OF_REACH:
            found.setdefault(text, path)
    if found:
        pytest.fail("\n".join(f"{path}: {text}" for text, path in found.items()), pytrace=False)


def test_every_office_page_is_in_chinese(place: Installation, browser: Browser) -> None:
    there = json.loads(place.script("everything", PASSWORD))
    walk = Walk(sign_in(browser, place, ADMINISTRATOR), place.address(path=""), there["page_types"])
    walk.add("/admin/", *there["addresses"])
    _assert_chinese(walk)
    assert walk.opened > 100


def test_the_doors_of_the_office_are_in_chinese(place: Installation, browser: Browser) -> None:
    walk = Walk(browser.new_context(locale="zh-CN").new_page(), place.address(path=""), {})
    walk.add("/admin/login/", "/admin/password_reset/")
    _assert_chinese(walk)
    assert walk.opened == 2
