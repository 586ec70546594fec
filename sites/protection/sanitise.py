"""Cleans HTML that came from outside. The only module that knows nh3 and bleach.

nh3 parses as a browser does and drops whatever is not listed here, so it makes the HTML that is kept.
bleach is no longer maintained and therefore only ever removes every tag.
"""

import html
from typing import Final

import bleach
import nh3

RICH_TEXT_TAGS: Final = frozenset({
    "p", "br", "hr", "h2", "h3", "h4", "b", "strong", "i", "em", "sup", "sub", "ul", "ol", "li", "a",
    "blockquote", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td",
})  # fmt: skip
RICH_TEXT_ATTRIBUTES: Final = {
    # nh3 would add title and lang to every tag.
    "*": set(),
    "a": {"href"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCOPES: Final = {"row", "col", "rowgroup", "colgroup"}
LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

# Their content is no text that a reader was meant to see, so it goes with the tag.
_CONTENT_DROPPED: Final = {
    "script", "style", "template", "noscript", "title", "svg", "iframe", "object", "select",
}  # fmt: skip
_TEXT_BLOCKS: Final = RICH_TEXT_TAGS | {
    "div", "section", "article", "h1", "h5", "h6", "dl", "dt", "dd", "pre",
}  # fmt: skip

_RICH_TEXT = nh3.Cleaner(
    tags=set(RICH_TEXT_TAGS),
    clean_content_tags=_CONTENT_DROPPED,
    attributes=RICH_TEXT_ATTRIBUTES,
    tag_attribute_values={"th": {"scope": SCOPES}},
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
)
_BLOCKS_ONLY = nh3.Cleaner(
    tags=set(_TEXT_BLOCKS), clean_content_tags=_CONTENT_DROPPED, attributes={"*": set()}, link_rel=None
)


def rich_text(source: str) -> str:
    """Return the HTML of `source` that our rich text knows: structure, emphasis, links and tables.

    No style, class, id, script or event survives; links keep `href` only, with the schemes of
    `LINK_SCHEMES` or none. Text inside unknown tags stays. Cleaning twice changes nothing.
    """
    # Links and tables that are wrongly nested come out differently when they are parsed a second time.
    return _RICH_TEXT.clean(_RICH_TEXT.clean(source))


def plain_text(source: str) -> str:
    """Return the text of an HTML fragment: every tag gone, entities decoded once, blocks on lines.

    The result is text, not HTML: whoever prints it must escape it, as templates do.
    """
    visible = _BLOCKS_ONLY.clean(source)
    return html.unescape(bleach.clean(visible, tags=set(), attributes={}, strip=True)).strip()
