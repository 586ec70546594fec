"""The look: every template renders, stays within its budget, and has the contrasts it promises."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from portal.content.design_pages import SAMPLES

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
ADDRESSES = ["/design/", *(f"/design/{name}/" for name in SAMPLES)]
# What the design pages cannot show: parts of other templates, and pages that need more than a template.
PAGE_TEMPLATES = {
    path.relative_to(TEMPLATES).as_posix()
    for folder in ("portal_content", "search")
    for path in (TEMPLATES / folder).glob("*.html")
    if 'extends "base.html"' in path.read_text(encoding="utf-8")
}


@pytest.fixture(params=ADDRESSES)
def tree(request: pytest.FixtureRequest, client, db) -> HTMLParser:
    response = client.get(request.param)
    assert response.status_code == 200
    return HTMLParser(response.content)


def test_a_page_has_one_first_heading_and_no_level_is_left_out(tree: HTMLParser) -> None:
    levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_has_no_inline_style_or_script(tree: HTMLParser) -> None:
    assert tree.css("style, [style]") == []
    assert [node.html for node in tree.css("script") if not node.attributes.get("src")] == []
    handlers = [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert handlers == []
    assert 'src="data:' not in (tree.html or "")


def test_every_picture_says_what_it_shows_or_that_it_says_nothing(tree: HTMLParser) -> None:
    assert [node.html for node in tree.css("img") if "alt" not in node.attributes] == []


def test_every_identifier_is_used_once(tree: HTMLParser) -> None:
    names = [node.attributes["id"] for node in tree.css("[id]")]
    assert sorted(names) == sorted(set(names))


def test_citizens_read_no_english(tree: HTMLParser) -> None:
    for node in tree.css("code, script, .file-kind"):
        node.decompose()
    text = tree.body.text(separator=" ") if tree.body else ""
    words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"\S+@\S+", "", text)))
    formats = {"RSS", "Atom", "OFD", "PDF", "JPG", "jpg", "pdf", "mov"}
    assert words <= {"ICP", "Latin", *formats, "gongjijin", "gjj"}


def test_every_page_template_is_shown() -> None:
    assert PAGE_TEMPLATES - {sample.template for sample in SAMPLES.values()} == set()


def test_an_unknown_design_page_is_not_found(client, db) -> None:
    assert client.get("/design/nothing/").status_code == 404


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_page_of_last_resort_needs_no_context(name: str) -> None:
    assert get_template(name).render({}).count("<h1>") == 1


def test_styles_and_scripts_stay_small() -> None:
    assert sum(path.stat().st_size for path in (STATIC / "css").glob("*.css")) <= 48 * 1024
    assert sum(path.stat().st_size for path in (STATIC / "js").iterdir()) <= 10 * 1024


# --- Contrast -------------------------------------------------------------------------------------

BLOCK = re.compile(r"(?P<selector>:root|\[data-theme=\"\w+\"\])\s*\{(?P<body>[^}]*)\}")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
# Foreground, background, least ratio (WCAG 1.4.3, 1.4.6, 1.4.11).
PAIRS = [
    *[("ink", ground, 7.0) for ground in ("paper", "surface", "sunken", "tint", "act-tint")],
    *[("ink-2", ground, 4.5) for ground in ("paper", "surface", "sunken", "tint")],
    *[("link", ground, 4.5) for ground in ("paper", "surface", "sunken", "tint", "act-tint")],
    *[("act", ground, 4.5) for ground in ("paper", "surface", "act-tint")],
    *[("on-hue", ground, 7.0) for ground in ("hue", "hue-deep")],
    *[("on-hue-2", ground, 4.5) for ground in ("hue", "hue-deep")],
    ("on-act", "act-solid", 4.5),
    *[("edge", ground, 3.0) for ground in ("paper", "surface", "sunken")],
    *[("focus", ground, 3.0) for ground in ("paper", "surface", "sunken", "tint")],
    ("hue-edge", "hue", 3.0),
    ("hue-edge", "hue-deep", 3.0),
]


def _tokens(theme: str, dark: bool) -> dict[str, str]:
    text = (STATIC / "css/tokens.css").read_text()
    light_rules, dark_rules = text.split("@media (prefers-color-scheme: dark)")
    found: dict[str, str] = {}
    for rules in [light_rules, dark_rules][: 1 + dark]:
        for block in BLOCK.finditer(rules):
            if block["selector"] in (":root", f'[data-theme="{theme}"]'):
                found.update(TOKEN.findall(block["body"]))
    return found


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("theme", ["portal", "department", "county"])
def test_every_theme_has_the_contrasts_it_promises(theme: str, dark: bool) -> None:
    tokens = _tokens(theme, dark)
    weak = {
        f"{front} on {ground}": round(_contrast(tokens[front], tokens[ground]), 2)
        for front, ground, least in PAIRS
        if _contrast(tokens[front], tokens[ground]) < least
    }
    assert weak == {}
