"""Knows what the paragraph styles of a Word document mean: title, heading, numbered list."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset({"title", "标题", "標題"})
_BODY_OUTLINE_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(frozen=True)
class ParagraphStyle:
    """`level` is 1-9 for headings, else 0; `list_id` ("" for none) and `depth` name the automatic numbers."""

    level: int = 0
    is_title: bool = False
    list_id: str = ""
    depth: int = 0


class WordStyles:
    def __init__(self, styles: etree._Element) -> None:
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles.iterfind(qn("w:style"))}

    def of(self, paragraph: etree._Element) -> ParagraphStyle:
        """Return what the paragraph's own properties and its styles, nearest first, say together."""
        own = paragraph.find(qn("w:pPr"))
        style_id = _value(own, "w:pStyle")
        chain = self._chain(style_id)
        properties = [own, *(style.find(qn("w:pPr")) for style in chain)]
        names = [_value(style, "w:name") for style in chain]
        list_id, depth = _numbering(properties)
        return ParagraphStyle(
            level=_level(names, properties),
            is_title=bool(names) and names[0].lower() in _TITLE,
            list_id=list_id,
            depth=depth,
        )

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style_id in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style_id])
            style_id = _value(chain[-1], "w:basedOn")
        return chain


def _level(names: list[str], properties: list[etree._Element | None]) -> int:
    for name in names:
        match = _HEADING.fullmatch(name)
        if match:
            return int(match.group(1))
    for found in properties:
        level = _value(found, "w:outlineLvl")
        if level.isdecimal():
            return int(level) + 1 if int(level) < _BODY_OUTLINE_LEVEL else 0
    return 0


def _numbering(properties: list[etree._Element | None]) -> tuple[str, int]:
    """Return list and depth; the list "0" takes away the numbers that a style would give."""
    list_id = depth = ""
    for found in properties:
        numbers = found.find(qn("w:numPr")) if found is not None else None
        list_id = list_id or _value(numbers, "w:numId")
        depth = depth or _value(numbers, "w:ilvl")
    return ("" if list_id == "0" else list_id), int(depth) if depth.isdecimal() else 0


def _value(element: etree._Element | None, name: str) -> str:
    child = element.find(qn(name)) if element is not None else None
    return child.get(qn("w:val"), "") if child is not None else ""
