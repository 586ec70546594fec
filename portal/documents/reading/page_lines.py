"""Walks through the elements of an HTML page and writes its lines.

The walk keeps its own stack, so a page of a hundred thousand nested elements is read like any other.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborNode

from .document import Table, squeeze
from .lines import Line, Piece, Run, is_safe_link
from .page_tables import read_table

DROPPED: Final = frozenset({
    "script", "style", "template", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet",
    "svg", "math", "canvas", "form", "button", "input", "select", "textarea", "audio", "video", "picture",
    "img", "head", "title", "link", "meta", "nav", "dialog", "base",
})  # fmt: skip
_PICTURES: Final = frozenset({"img", "picture", "svg", "canvas", "video", "audio", "object", "embed"})
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_MARKS: Final = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_HIDING = re.compile(
    r"display:none|visibility:hidden|(?:font-size|opacity):0(?![.\d]*[1-9])|(?:left|top|text-indent):-\d{3,}"
)
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
# The line breaks of the source between two Chinese characters are no spaces of the text.
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef])[ \t\f]*[\r\n]\s*(?=[\u2e80-\uffef])")


@dataclass(frozen=True)
class _Frame:
    """What an element hands down to everything inside it."""

    marks: frozenset[str] = frozenset()
    href: str = ""
    level: int = 0
    list_kind: str = ""
    list_depth: int = -1
    in_item: bool = False


class PageLines:
    """The lines and tables below one element, in order; `length` counts their characters."""

    def __init__(self, root: LexborNode) -> None:
        self.pieces: list[Piece] = []
        self._runs: list[Run] = []
        self._counters: list[int] = []
        self._frame = _Frame()
        self.found = {"pictures": 0, "hidden": 0, "links": 0, "scripts": 0, "merged": 0}
        self._read(root)
        self._end_line()

    @property
    def length(self) -> int:
        return sum(len(squeeze(piece.text)) for piece in self.pieces)

    def warnings(self) -> list[str]:
        """Return what was left out, one sentence each."""
        said = {
            "scripts": _("%(count)s scripts or embedded frames were left out."),
            "pictures": _("%(count)s pictures or media files were left out; add them by hand."),
            "hidden": _("%(count)s passages that the page hides from its readers were left out."),
            "links": _("%(count)s links were taken out, because they lead nowhere from this site."),
            "merged": _("%(count)s tables have merged cells; check them."),
        }
        return [said[kind] % {"count": count} for kind, count in self.found.items() if count]

    def _read(self, root: LexborNode) -> None:
        # A node waits with None, and again, for its end, with the frame to go back to.
        waiting: list[tuple[LexborNode, _Frame | None]] = [(root, None)]
        while waiting:
            node, outer = waiting.pop()
            if outer is not None:
                self._leave(node, outer)
            elif node.is_text_node:
                self._text(node.text_content or "")
            elif node.is_element_node and not self._is_dropped(node) and not self._is_table(node):
                waiting.append((node, self._frame))
                self._enter(node)
                waiting.extend(reversed([(child, None) for child in _children(node)]))

    def _is_dropped(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag in _PICTURES:
            self.found["pictures"] += 1
        elif tag in {"script", "iframe", "frame", "frameset", "applet"}:
            self.found["scripts"] += 1
        if tag in DROPPED:
            return True
        attributes = node.attributes
        style = "".join((attributes.get("style") or "").lower().split())
        if "hidden" in attributes or _HIDING.search(style):
            self.found["hidden"] += bool(squeeze(node.text()))
            return True
        return False

    def _is_table(self, node: LexborNode) -> bool:
        if node.tag != "table":
            return False
        found = read_table(node, self._cell)
        if found is None:
            return False
        self._end_line()
        if found.caption:
            self.pieces.append(Line((Run(found.caption),)))
        self.pieces.append(Table(found.rows, found.header))
        self.found["merged"] += found.merged
        return True

    def _cell(self, node: LexborNode) -> str:
        inner = PageLines(node)
        for kind, count in inner.found.items():
            self.found[kind] += count
        return "\n".join(piece.text for piece in inner.pieces)

    def _enter(self, node: LexborNode) -> None:
        tag, frame = node.tag or "", self._frame
        if tag in {"ul", "ol"}:
            self._end_item()
        elif tag in _BLOCKS or tag == "br":
            self._end_line()
        if tag in _MARKS:
            self._frame = replace(frame, marks=frame.marks | {_MARKS[tag]})
        elif tag == "a":
            self._frame = replace(frame, href=self._link(node))
        elif tag in {"ul", "ol"}:
            self._counters.append(_start(node) if tag == "ol" else 0)
            kind = "" if self._counters[-1] else tag
            self._frame = replace(frame, list_kind=kind, list_depth=frame.list_depth + 1, in_item=False)
        elif tag == "li":
            self._frame = replace(frame, in_item=True)
            if self._counters and self._counters[-1]:
                self._runs.append(Run(f"{self._counters[-1]}. "))
                self._counters[-1] += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._frame = replace(frame, level=int(tag[1]))

    def _leave(self, node: LexborNode, outer: _Frame) -> None:
        if node.tag == "li":
            self._end_item()
        elif node.tag in _BLOCKS:
            self._end_line()
        if node.tag in {"ul", "ol"}:
            self._counters.pop()
        self._frame = outer

    def _link(self, node: LexborNode) -> str:
        href = (node.attributes.get("href") or "").strip()
        if href and not is_safe_link(href):
            self.found["links"] += 1
            return ""
        return href

    def _text(self, text: str) -> None:
        text = _WHITE_SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", text))
        if text:
            self._runs.append(Run(text, self._frame.marks, self._frame.href))

    def _end_line(self) -> None:
        if self._frame.in_item and self._frame.list_kind:
            # An item of a list stays one line, whatever paragraphs it is made of.
            self._runs.append(Run(" "))
            return
        self._end_item()

    def _end_item(self) -> None:
        line = Line(
            tuple(self._runs),
            level=self._frame.level,
            list_kind=self._frame.list_kind if self._frame.in_item else "",
            list_depth=max(self._frame.list_depth, 0),
        )
        self._runs = []
        if line.text:
            self.pieces.append(line)


def _children(node: LexborNode) -> list[LexborNode]:
    children, child = [], node.child
    while child is not None:
        children.append(child)
        child = child.next
    return children


def _start(node: LexborNode) -> int:
    """Return the first number of a list that does not begin with one, for it is written out; else 0."""
    value = (node.attributes.get("start") or "").strip()
    return int(value) if value.isdecimal() and len(value) <= 4 and value != "1" else 0
