"""Real pages of the sample municipality, one of each type, hold in every mode and at every width."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .installation import Installation, at, served
from .variants import Walk, texts

pytestmark = pytest.mark.browser

# Page types by model name; a link only leads on (tests/architecture/test_page_types.py).
VISITED = [
    "portalhome", "departmenthome", "countyhome", "column", "article", "leader",
    "institution", "topic", "plainpage", "alert",
]  # fmt: skip
OTHERS = {
    "search": "/search/?q=关于",
    "nothing found": "/search/?q=没有这样的词",
    "site map": "/sitemap/",
    "404": "/no/",
    "modes": "/mode/",
}
ENGLISH = {"home": "/", "column": "/news/", "search": "/search/?q=bridge", "404": "/no/"}
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "elder": {},
    "contrast": {},
    "traditional": {},
}
WIDTHS = [320, 1280]


Municipality = tuple[Installation, dict[str, tuple[str, str]]]


@pytest.fixture(scope="module")
def municipality(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipality]:
    """The sample, served; host and path of one page of each type."""
    place: Installation = at(tmp_path_factory.mktemp("municipality"))
    place.manage("prepare")
    found = json.loads(place.script("municipality"))
    assert set(VISITED) <= set(found)
    with served(place):
        yield place, found


@pytest.fixture
def addresses(municipality: Municipality) -> dict[str, str]:
    """Address of one page of each type, and of the pages that belong to no type."""
    place, found = municipality
    typed = {name: place.address(*found[name]) for name in VISITED}
    typed |= {f"english {name}": place.address("en.localhost", path) for name, path in ENGLISH.items()}
    return typed | {name: place.address(path=path) for name, path in OTHERS.items()}


def in_traditional(address: str) -> str:
    host, slash, path = address.partition("/")[2].lstrip("/").partition("/")
    return f"http://{host}/zh-hant{slash}{path}"


@pytest.mark.parametrize("mode", MODES)
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(
    addresses: dict[str, str], browser: Browser, axe: Callable[[Page], list[str]], mode: str
) -> None:
    faults = {}
    context = browser.new_context(**MODES[mode])
    if mode in {"elder", "contrast"}:
        roots = {address.partition("/")[2].split("/")[1] for address in addresses.values()}
        context.add_cookies([{"name": "mode", "value": mode, "url": f"http://{root}"} for root in roots])
    tab = context.new_page()
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        for name, address in addresses.items():
            tab.goto(in_traditional(address) if mode == "traditional" else address)
            found = axe(tab)
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                found.append("scrolls sideways")
            if found:
                faults[name, width] = found
    context.close()
    assert faults == {}


def test_no_page_makes_the_browser_complain_or_ask_elsewhere(
    addresses: dict[str, str], browser: Browser
) -> None:
    said: list[str] = []
    asked: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    for address in addresses.values():
        tab.goto(address, wait_until="networkidle")
    tab.close()
    # The browser reports a 404 as an error, and one of the pages is one.
    assert [text for text in said if "404" not in text] == []
    assert [url for url in asked if "localhost" not in url] == []


def test_every_link_leads_somewhere_and_traditional_pages_say_the_same(municipality: Municipality) -> None:
    place, found = municipality
    hosts = sorted({host for host, _path in found.values()})
    plain, traditional = (Walk(place.port, hosts, start) for start in ("/", "/zh-hant/"))
    assert (plain.broken, traditional.broken) == ({}, {})
    pages = {address: page for address, page in plain.pages.items() if page.body}
    assert len(pages) > 100
    for address, page in pages.items():
        other = traditional.pages[in_traditional(address)]
        assert ('<html lang="zh-CN"' in page.body, '<html lang="zh-Hant"' in other.body) == (True, True)
        assert texts(other) == texts(page, traditional=True), address
