"""What of a page a stranger would change: what it says, what it runs, where it leads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Where the browser goes or sends something to, by kind: selector and attribute.
_TARGETS = {
    "frame": [("iframe, frame, embed", "src"), ("iframe", "srcdoc"), ("object", "data")],
    "form": [("form", "action"), ("button, input", "formaction")],
    "link": [("a, area, link", "href")],
    "refresh": [("meta[http-equiv=refresh i]", "content"), ("base", "href")],
}
_UNSEEN = ("display:none", "visibility:hidden", "font-size:0", "opacity:0")


@dataclass(frozen=True)
class Fingerprint:
    """A page as it is compared.

    Attributes:
        text: its title and all that is written in its body; white space counts as one space.
        targets: by kind, in the order in which they stand in the page: `script`, `frame`, `form`, `link`,
            `hidden` (links that nobody sees) and `refresh`. Addresses are whole.
    """

    text: str
    targets: dict[str, tuple[str, ...]]


def fingerprint(html: str, address: str) -> Fingerprint:
    """The fingerprint of a page.

    Args:
        address: of the page, with scheme and host; relative addresses are taken from it.
    """
    page = LexborHTMLParser(html)
    targets = {"script": tuple(_scripts(page, address))}
    for kind, places in _TARGETS.items():
        targets[kind] = tuple(
            _whole(node.attributes[name] or "", address)
            for selector, name in places
            for node in page.css(selector)
            if name in node.attributes
        )
    targets["hidden"] = tuple(
        _whole(node.attributes["href"] or "", address) for node in page.css("a[href]") if _is_hidden(node)
    )
    return Fingerprint(_text(page), targets)


def _scripts(page: LexborHTMLParser, address: str) -> list[str]:
    """Addresses of scripts; of those within the page, and of handlers of events, the digest."""
    found = []
    for node in page.css("script"):
        source = node.attributes.get("src")
        found.append(_whole(source, address) if source else _digest(node.text()))
    for node in page.css("*"):
        handlers = sorted(name for name in node.attributes if name.startswith("on"))
        found += [f"{name} {_digest(node.attributes[name] or '')}" for name in handlers]
    return found


def _text(page: LexborHTMLParser) -> str:
    title = page.css_first("title")
    parts = [title.text() if title else ""]
    if page.body is not None:
        # Read after the scripts: their text is no text of the page.
        for node in page.css("body script, body style, body template"):
            node.decompose()
        parts.append(page.body.text(separator=" "))
    return " ".join(" ".join(parts).split())


def _is_hidden(node: LexborNode) -> bool:
    current: LexborNode | None = node
    while current is not None:
        style = "".join((current.attributes.get("style") or "").lower().split())
        if "hidden" in current.attributes or any(word in style for word in _UNSEEN):
            return True
        current = current.parent
    return False


def _whole(target: str, address: str) -> str:
    try:
        return urljoin(address, target.strip())
    except ValueError:
        # No address; it is compared as it stands.
        return target.strip()


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.strip().encode()).hexdigest()}"
