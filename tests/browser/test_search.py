"""A citizen searches: by keyboard, with suggestions, narrowing what was found; and without any script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .installation import Installation, at, served

pytestmark = pytest.mark.browser

SHOWN = {
    "found": "/search/?q=安澜市",
    "narrowed": "/search/?q=安澜市&kind=article&year=2026",
    "some words": "/search/?q=孩子上小学要什么条件",
    "corrected": "/search/?q=zhengcejiedu",
    "nothing": "/search/?q=火星移民",
    "empty": "/search/",
    "answer": "/search/?q=教育局电话",
    "long": "/search/?q=" + "关于进一步优化营商环境更好服务经营主体" * 5,
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    place = at(tmp_path_factory.mktemp("search"))
    place.manage("prepare")
    place.script("municipality")
    with served(place):
        yield place


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_results_has_a_fault(
    city: Installation, browser: Browser, axe: Callable[[Page], list[str]], width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    faults = {}
    for name, path in SHOWN.items():
        tab.goto(city.address(path=path))
        found = axe(tab)
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append("scrolls sideways")
        if found:
            faults[name] = found
    assert faults == {}


def test_somebody_types_chooses_with_the_keyboard_narrows_and_reads(
    city: Installation, browser: Browser, axe: Callable[[Page], list[str]]
) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(city.address())
    box = tab.get_by_role("combobox").first
    box.press_sequentially("jyj")
    offered = tab.get_by_role("option", name="教育局").first
    expect(offered).to_be_visible()
    assert axe(tab) == []
    box.press("ArrowDown")
    expect(offered).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("教育局")
    before = tab.locator(".result").all_inner_texts()
    tab.get_by_label("缩小范围").get_by_role("link", name="文章").click()
    expect(tab.get_by_role("link", name="取消筛选")).to_be_visible()
    assert set(tab.locator(".result").all_inner_texts()) <= set(before)
    first = tab.locator(".result h2 a").first
    title = first.inner_text()
    first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(city: Installation, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto(city.address())
    box = tab.get_by_role("combobox").first
    box.press_sequentially("jyj")
    expect(tab.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(tab.get_by_role("option").first).to_be_hidden()
    expect(box).to_have_value("jyj")


def test_without_a_script_everything_is_found_and_narrowed_by_plain_links(
    city: Installation, browser: Browser
) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(city.address())
    tab.get_by_role("searchbox").first.fill("安澜市")
    tab.get_by_role("button", name="搜索").first.click()
    expect(tab.locator(".result").first).to_be_visible()
    tab.get_by_role("link", name="按时间").click()
    assert "sort=newest" in tab.url
    tab.locator(".result h2 a").first.click()
    tab.get_by_role("link", name="查找相似内容").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("相似内容")


def test_similar_content_takes_the_place_of_the_link_when_the_reader_comes_near(
    city: Installation, browser: Browser, axe: Callable[[Page], list[str]]
) -> None:
    tab = browser.new_page()
    tab.goto(city.address(path="/search/?q=国民经济和社会发展计划"))
    tab.locator(".result h2 a").first.click()
    tab.locator("footer").scroll_into_view_if_needed()
    expect(tab.get_by_role("heading", name="相似内容")).to_be_visible()
    assert axe(tab) == []
