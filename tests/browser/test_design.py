"""Every component and page template holds in every mode, at every width, and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from portal.content.design_pages import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = ["/design/", *(f"/design/{name}/" for name in SAMPLES)]
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
WIDTHS = [320, 1280]

# Focus must change what is seen: an outline that was not there before.
FOCUS_OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return {
    tag: document.activeElement.tagName,
    text: (document.activeElement.textContent || '').trim().slice(0, 40),
    width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    box: document.activeElement.getBoundingClientRect().toJSON(),
  };
}"""
FOCUSABLE = (
    "a[href], button:not([disabled]):not([hidden]), input, select, textarea, summary, video, [tabindex='0']"
)
COUNT_FOCUSABLE = f"""() => [...document.querySelectorAll("{FOCUSABLE}")].filter(
  element => element.checkVisibility() && !(element.type === 'radio' && element.disabled)).length"""


@pytest.fixture
def address(live_server, settings) -> str:
    settings.EXTRA_HOSTS = frozenset({"localhost"})
    return live_server.url


@pytest.fixture(params=MODES)
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**MODES[request.param])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_an_accessibility_fault(
    address: str, tab: Page, axe: Callable[[Page], list[str]], width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for path in ADDRESSES:
        tab.goto(address + path)
        if found := axe(tab):
            faults[path] = found
    assert faults == {}


def test_no_page_scrolls_sideways_at_320_pixels(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    wide = {}
    for path in ADDRESSES:
        page.goto(address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    page.close()
    assert wide == {}


@pytest.mark.parametrize("name", ["", "portal-home/", "article-full/", "column-middle/", "not-found/"])
def test_everything_that_takes_focus_shows_it(address: str, tab: Page, name: str) -> None:
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(f"{address}/design/{name}")
    unseen = []
    for _ in range(tab.evaluate(COUNT_FOCUSABLE)):
        tab.keyboard.press("Tab")
        seen = tab.evaluate(FOCUS_OUTLINE)
        if seen["tag"] == "BODY":
            break
        if seen["width"] < 2 or seen["box"]["width"] == 0:
            unseen.append((seen["tag"], seen["text"]))
    assert unseen == []


def test_the_first_tab_stop_leads_to_the_main_content(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/design/portal-home/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.parametrize("path", ["/design/", "/design/portal-home/", "/design/article-full/"])
def test_the_browser_blocks_nothing_and_asks_nobody_else(address: str, browser: Browser, path: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path, wait_until="networkidle")
    page.close()
    assert [text for text in said if "Content Security" in text] == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_pages_read_and_work_without_javascript(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/design/article-long/")
    assert page.get_by_role("heading", level=1).inner_text() == "安澜市政府网站管理办法"
    page.get_by_role("link", name="第七条", exact=True).first.click()
    assert page.url.endswith("#a10")
    context.close()
