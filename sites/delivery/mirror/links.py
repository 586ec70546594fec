"""Finds the addresses that pages, style sheets, scripts and sitemaps name, and exchanges those of pages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sites.delivery.traditional.middleware import PREFIX

from . import layout

_NAMING = ("href", "xlink:href", "src", "poster", "data")
_SELECTOR = "[href], [xlink\\:href], [src], [srcset], [poster], object[data]"
_IN_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)|@import\s+[\"']([^\"']+)[\"']")
_IN_SCRIPTS = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*[\"']([^\"']+)[\"']")
_IN_SITEMAPS = re.compile(r"<loc>([^<]+)</loc>")


# Of these the whole query counts: it says where the link leads.
_ASKING = ("/leaving/", f"{PREFIX}/leaving/")


class Address(NamedTuple):
    """An address of the site.

    Attributes:
        path: decoded.
        page: number of the page of a list.
        question: the query of an address of which all of it counts.
    """

    path: str
    page: int = 1
    question: str = ""

    @property
    def query(self) -> str:
        return self.question or (f"page={self.page}" if self.page > 1 else "")

    def __str__(self) -> str:
        return quote(self.path) + (f"?{self.query}" if self.query else "")


def address_of(link: str, base: str, host: str) -> Address | None:
    """The address of the site on `host` that a link on the page `base` leads to; None when that is elsewhere.

    Args:
        base: whole, with scheme and host.
    """
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.hostname != host:
        return None
    path = unquote(parts.path) or "/"
    # Nothing of the site begins with a dot, and no file of a mirror may lie outside of it.
    if "\0" in path or "//" in path or any(segment.startswith(".") for segment in path.split("/")):
        return None
    if path in _ASKING:
        return Address(path, question=parts.query)
    return Address(path, layout.page_number(parts.query))


def found_in(text: str, content_type: str) -> Iterator[str]:
    """Every link in a text, as it is written there."""
    if content_type.startswith("text/html"):
        for node in LexborHTMLParser(text).css(_SELECTOR):
            yield from (node.attributes[name] or "" for name in _NAMING if name in node.attributes)
            yield from (link for link, _size in _pictures(node))
    elif content_type.startswith("text/css"):
        yield from (first or second for first, second in _IN_STYLES.findall(text))
    elif "javascript" in content_type:
        yield from (link for link in _IN_SCRIPTS.findall(text) if link.startswith((".", "/")))
    elif "xml" in content_type:
        yield from (html.unescape(link) for link in _IN_SITEMAPS.findall(text))


def rewritten(text: str, new_link: Callable[[str], str]) -> str:
    """A page with each of its links exchanged for what `new_link` says.

    What a page says of itself to search engines (`<link>` with a whole address) stays.
    """
    page = LexborHTMLParser(text)
    is_changed = False
    for node in page.css(_SELECTOR):
        for name in _NAMING:
            link = node.attributes.get(name) or ""
            if not link or (node.tag == "link" and "://" in link):
                continue
            if (new := new_link(link)) != link:
                node.attrs[name] = new
                is_changed = True
        pictures = _pictures(node)
        exchanged = [(new_link(link), size) for link, size in pictures]
        if exchanged != pictures:
            node.attrs["srcset"] = ", ".join(" ".join(pair).strip() for pair in exchanged)
            is_changed = True
    return page.html or text if is_changed else text


def without_fragment(link: str) -> tuple[str, str]:
    """A link and its fragment with the hash sign, if there is one."""
    whole, fragment = urldefrag(link)
    return whole, f"#{fragment}" if fragment else ""


def _pictures(node: LexborNode) -> list[tuple[str, str]]:
    """The links of `srcset`, each with what is said of its size."""
    entries = (node.attributes.get("srcset") or "").split(",")
    pairs = [entry.strip().partition(" ") for entry in entries if entry.strip()]
    return [(link, size.strip()) for link, _space, size in pairs]
