"""Takes the runs of a Word paragraph: text with its emphasis and links, and what hangs on it."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from .lines import Run, is_safe_link

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF: Final = frozenset({"0", "false", "off", "none"})
_DELETED: Final = frozenset({qn("w:del"), qn("w:moveFrom")})
_INSERTED: Final = frozenset({qn("w:ins"), qn("w:moveTo")})
_PICTURES: Final = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
_NOTES: Final = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_TEXT_BOX: Final = qn("w:txbxContent")
_SKIPPED: Final = frozenset({
    qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delText"), qn("w:delInstrText"),
    qn("w:sdtPr"), qn("w:rt"),
})  # fmt: skip
LINE_BREAK: Final = "\n"


class WordRuns:
    """Collects runs over a whole document, counting what could not be taken over."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.found: Counter[str] = Counter()
        # (kind, id) of every note, in the order in which the text refers to them.
        self.notes: list[tuple[str, str]] = []
        self._links = links
        self._boxes: list[etree._Element] = []
        self._runs: list[Run] = []
        self._marks: frozenset[str] = frozenset()
        self._href = ""

    def take(self, paragraph: etree._Element) -> tuple[list[Run], list[etree._Element]]:
        """Return the paragraph's runs (line breaks as \\n) and the text boxes anchored in it."""
        self._runs, self._boxes = [], []
        self._children(paragraph)
        return self._runs, self._boxes

    def _children(self, element: etree._Element) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)

    def _element(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _SKIPPED:
            return
        if tag in {qn("w:t"), _MATH + "t"}:
            self._write(element.text or "")
        elif tag in {qn("w:tab"), qn("w:ptab")}:
            self._write(" ")
        elif tag in {qn("w:br"), qn("w:cr")}:
            self._write(LINE_BREAK)
        elif tag == qn("w:noBreakHyphen"):
            self._write("-")
        elif tag == qn("w:sym"):
            self._symbol(element)
        elif tag in _DELETED:
            self.found["deleted"] += 1
        elif tag in _NOTES:
            self._note(_NOTES[tag], element.get(qn("w:id"), ""))
        elif tag == qn("w:commentReference"):
            self.found["comments"] += 1
        elif tag == _COMPATIBILITY + "AlternateContent":
            self._alternative(element)
        elif tag in _PICTURES:
            self._picture(element)
        elif tag == qn("w:r"):
            self._run(element)
        elif tag == qn("w:hyperlink"):
            self._link(element)
        else:
            self.found["inserted"] += tag in _INSERTED
            self.found["formulas"] += tag == _MATH + "oMath"
            self._children(element)

    def _write(self, text: str) -> None:
        if text:
            self._runs.append(Run(text, self._marks, self._href))

    def _run(self, run: etree._Element) -> None:
        properties = run.find(qn("w:rPr"))
        if _is_on(properties, "w:vanish"):
            self.found["hidden"] += any(text.text for text in run.iter(qn("w:t")))
            return
        marks = {mark for mark, name in (("b", "w:b"), ("i", "w:i")) if _is_on(properties, name)}
        align = properties.find(qn("w:vertAlign")) if properties is not None else None
        position = align.get(qn("w:val")) if align is not None else ""
        marks |= {"superscript": {"sup"}, "subscript": {"sub"}}.get(position or "", set())
        outer, self._marks = self._marks, self._marks | marks
        self._children(run)
        self._marks = outer

    def _link(self, element: etree._Element) -> None:
        target = self._links.get(element.get(qn("r:id"), ""), "")
        outer, self._href = self._href, target if is_safe_link(target) else ""
        self._children(element)
        self._href = outer

    def _note(self, kind: str, note_id: str) -> None:
        self.notes.append((kind, note_id))
        self._runs.append(Run(f"[{len(self.notes)}]", frozenset({"sup"})))

    def _symbol(self, element: etree._Element) -> None:
        """A character of a symbol font means nothing outside that font; a box stands for it."""
        self.found["symbols"] += 1
        self._write("□")

    def _alternative(self, element: etree._Element) -> None:
        """Take one of several forms of the same thing; the others repeat it for older programs."""
        forms = [child for child in element if isinstance(child.tag, str)]
        if forms:
            self._children(forms[0])

    def _picture(self, element: etree._Element) -> None:
        boxes = [box for box in element.iter(_TEXT_BOX) if not _repeats(box, element)]
        self._boxes += boxes
        self.found["pictures"] += not boxes


def _repeats(box: etree._Element, within: etree._Element) -> bool:
    """Whether the box is a fallback form, or stands inside another box that is read as a whole."""
    parent = box.getparent()
    while parent is not None and parent is not within:
        if parent.tag in {_COMPATIBILITY + "Fallback", _TEXT_BOX}:
            return True
        parent = parent.getparent()
    return False


def _is_on(properties: etree._Element | None, name: str) -> bool:
    element = properties.find(qn(name)) if properties is not None else None
    return element is not None and element.get(qn("w:val"), "1").lower() not in _OFF
