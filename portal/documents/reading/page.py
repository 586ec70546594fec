"""Reads an HTML page: its main text and its title, without what stands around them."""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .document import UnreadableError, squeeze
from .encoding import decode_html
from .lines import Piece
from .page_cost import refuse_costly_markup
from .page_lines import PageLines

# Where the text stands on pages of government sites, the surest place first.
_MAIN: Final = ("#UCAP-CONTENT", ".TRS_Editor", "#zoom", "article", "main", "[role=main]")
# What follows a page's own title in <title> is the site's name.
_SITE_SEPARATORS: Final = ("_", "|", " - ", "——")


@dataclass
class Page:
    """The pieces of a page, titles that stand beside its text, and warnings."""

    pieces: list[Piece]
    declared_title: str = ""
    window_title: str = ""
    warnings: list[str] = field(default_factory=list)


def read_page(data: bytes) -> Page:
    """Return the text of an HTML page. Raises `UnreadableError`."""
    decoded = decode_html(data)
    if "\0" in decoded.text:
        raise UnreadableError("binary", _("The file is not text."))
    refuse_costly_markup(decoded.text)
    tree = LexborHTMLParser(decoded.text)
    body = tree.body
    if body is None:
        raise UnreadableError("empty", _("The file holds no text."))
    main = _main(tree)
    lines = PageLines(main or body)
    warnings = [*decoded.warnings, *lines.warnings()]
    if main is not None:
        around = PageLines(body).length - lines.length
        if around > 0:
            warnings.append(
                _("Only the main text of the page was taken; %(count)s characters around it were left out.")
                % {"count": around}
            )
    return Page(lines.pieces, _declared_title(tree), _window_title(tree), warnings)


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in _MAIN:
        found = [node for node in tree.css(selector) if squeeze(node.text())]
        if len(found) == 1:
            return found[0]
    return None


def _declared_title(tree: LexborHTMLParser) -> str:
    """Return the title named by the page tag of the 2017 guideline, or by the page's only first heading."""
    for node in tree.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "articletitle":
            return _one_line(node.attributes.get("content") or "")
    headings = tree.css("h1")
    return _one_line(headings[0].text()) if len(headings) == 1 else ""


def _window_title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head > title")
    title = _one_line(node.text()) if node else ""
    for separator in _SITE_SEPARATORS:
        title = title.split(separator)[0].strip() or title
    return title


def _one_line(text: str) -> str:
    return " ".join(text.split())
