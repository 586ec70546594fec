"""Public pages run under a policy that forbids inline script and style; templates must not need any."""

import re
from pathlib import Path

import pytest

from .source import ROOT

# The office's own templates run under the office's policy, which still forbids attributes.
TEMPLATES = [path.relative_to(ROOT) for path in sorted((ROOT / "templates").rglob("*.html"))]
STYLE_SHEETS = [path.relative_to(ROOT) for path in sorted((ROOT / "static").rglob("*.css"))]
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)
INLINE = {
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.I),
    "a script address": re.compile(r"javascript:", re.I),
}
ELSEWHERE = re.compile(r"""url\(\s*["']?(?:https?:|//|data:)|@import\s""", re.I)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_has_no_inline_code(template: Path):
    text = COMMENT.sub("", (ROOT / template).read_text())
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("sheet", STYLE_SHEETS, ids=str)
def test_a_style_sheet_fetches_nothing_from_elsewhere(sheet: Path):
    assert ELSEWHERE.findall((ROOT / sheet).read_text()) == []


@pytest.mark.parametrize(
    "guilty",
    [
        '<a onclick="x()">',
        "<p class=a style='x'>",
        "<style>p{}</style>",
        "<script>x()</script>",
        '<script type="module">x()</script>',
        '<a href="javascript:x()">',
    ],
)
def test_the_rule_sees_inline_code(guilty):
    assert any(pattern.search(guilty) for pattern in INLINE.values())


@pytest.mark.parametrize(
    "innocent",
    ['<script src="a.js"></script>', '<link rel="stylesheet" href="a">', '<p class="on">online = 1</p>'],
)
def test_the_rule_leaves_the_innocent_alone(innocent):
    assert not any(pattern.search(innocent) for pattern in INLINE.values())
