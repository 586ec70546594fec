"""Reads a .docx: paragraphs with their styles, automatic numbers, lists, tables, text boxes and notes.

python-docx opens the package. The text is taken from the XML itself, because python-docx passes over tracked
insertions, content controls, text boxes and notes, and nothing may be lost.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import docx
from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from .document import Table, UnreadableError, squeeze
from .lines import Line, Piece, Run
from .package import check_package
from .page_tables import MAX_COLUMNS, fill_grid
from .word_numbers import AutomaticNumbers
from .word_runs import LINE_BREAK, WordRuns
from .word_styles import WordStyles

_DAMAGED = (OpcError, KeyError, ValueError, AttributeError, TypeError, OSError, etree.XMLSyntaxError)


@dataclass
class WordText:
    pieces: list[Piece]
    warnings: list[str] = field(default_factory=list)


def read_word(data: bytes) -> WordText:
    """Return the text of a .docx. Raises `UnreadableError`."""
    check_package(data)
    try:
        document = docx.Document(io.BytesIO(data))
        if document.element.getroottree().docinfo.doctype:
            raise ValueError("a document type has no place in a .docx")
        reader = _Reader(document)
        pieces = [*reader.read(document.element.body), *reader.notes()]
    except _DAMAGED as error:
        raise UnreadableError("broken", _("The file is damaged or is no Word document.")) from error
    return WordText(pieces, reader.warnings())


class _Reader:
    def __init__(self, document: WordDocument) -> None:
        self.part = document.part
        links = {key: rel.target_ref for key, rel in self.part.rels.items() if rel.is_external}
        self.runs = WordRuns(links)
        self.styles = WordStyles(document.styles.element)
        numbering = _related(document, "/numbering")
        self.numbers = AutomaticNumbers(numbering[0] if numbering else None)
        self.document = document
        self.merged_tables = 0

    def read(self, container: etree._Element) -> Iterator[Piece]:
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in {qn("w:sectPr"), qn("w:sdtPr"), qn("w:del")}:
                yield from self.read(child)

    def notes(self) -> Iterator[Piece]:
        """Return the notes in the order of their marks, each as a line that begins with its mark."""
        texts = {
            (kind, note.get(qn("w:id"), "")): note
            for kind in ("footnotes", "endnotes")
            for root in _related(self.document, f"/{kind}")
            for note in root
        }
        referred = list(self.runs.notes)
        for number, key in enumerate(referred, start=1):
            lines = [piece.text for piece in self.read(texts[key])] if key in texts else []
            yield Line((Run(f"[{number}] {' '.join(lines)}"),))

    def warnings(self) -> list[str]:
        found = self.runs.found
        said = {
            _("%(count)s notes were put at the end of the text."): len(self.runs.notes),
            _("%(count)s pictures or media files were left out; add them by hand."): found["pictures"],
            _("%(count)s tables have merged cells; check them."): self.merged_tables,
            _("%(count)s tracked deletions were carried out."): found["deleted"],
            _("%(count)s tracked insertions were accepted."): found["inserted"],
            _("%(count)s comments were left out."): found["comments"],
            _("%(count)s hidden passages were left out."): found["hidden"],
            _("%(count)s formulas were kept as plain text; check them."): found["formulas"],
            _("%(count)s characters of symbol fonts were replaced by □; check them."): found["symbols"],
        }
        warnings = [sentence % {"count": count} for sentence, count in said.items() if count]
        if any(_has_words(root) for kind in ("/header", "/footer") for root in _related(self.document, kind)):
            warnings.append(_("The text of the page header and footer was left out."))
        return warnings

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        style = self.styles.of(paragraph)
        runs, boxes = self.runs.take(paragraph)
        is_bullet = bool(style.list_id) and self.numbers.is_bullet(style.list_id, style.depth)
        line = Line(
            tuple(runs),
            level=style.level,
            is_title=style.is_title,
            list_kind="ul" if is_bullet else "",
            list_depth=style.depth if is_bullet else 0,
        )
        if line.text and style.list_id and not is_bullet:
            number = self.numbers.next(style.list_id, style.depth)
            line = replace(line, runs=(Run(number), *line.runs))
        yield from _split(line)
        for box in boxes:
            yield from self.read(box)

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        rows = [list(_cells(row)) for row in _descend(table, qn("w:tr"))]
        if not any(rows):
            return
        # A table of one column, or with tables or long passages in its cells, only lays out the page.
        texts = [[list(self.read(cell)) for cell in row] for row in rows]
        if max(map(len, rows)) < 2 or any(_is_passage(cell) for row in texts for cell in row):
            for row in texts:
                for cell in row:
                    yield from cell
            return
        spans = [
            [
                (_columns(cell), 1, "" if _continues(cell) else "\n".join(piece.text for piece in text))
                for cell, text in zip(row, row_texts, strict=True)
            ]
            for row, row_texts in zip(rows, texts, strict=True)
        ]
        self.merged_tables += any(_columns(cell) > 1 or _continues(cell) for row in rows for cell in row)
        yield Table(fill_grid(spans), header=table.find(f".//{qn('w:tblHeader')}") is not None)


def _related(document: WordDocument, kind: str) -> list[etree._Element]:
    """Return the XML of the parts that the document refers to as `kind` (the end of the relation's name)."""
    roots = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(kind):
            part = relation.target_part
            roots.append(part.element if hasattr(part, "element") else parse_xml(part.blob))
    return roots


def _split(line: Line) -> Iterator[Line]:
    """Return one line for each forced line break; only a title stays together."""
    current: list[Run] = []
    for run in line.runs:
        pieces = [run.text.replace(LINE_BREAK, " ")] if line.is_title else run.text.split(LINE_BREAK)
        for at, piece in enumerate(pieces):
            if at:
                yield replace(line, runs=tuple(current))
                current = []
            current.append(replace(run, text=piece))
    yield replace(line, runs=tuple(current))


def _descend(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Return the children of this tag, also those inside content controls, but not those of inner tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
            yield from _descend(child, tag)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _descend(row, qn("w:tc"))


def _is_passage(pieces: list[Piece]) -> bool:
    return any(isinstance(piece, Table) or len(piece.text) > 500 or piece.level for piece in pieces)


def _columns(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = span.get(qn("w:val"), "1") if span is not None else "1"
    return max(1, min(int(value), MAX_COLUMNS)) if value.isdecimal() and len(value) < 6 else 1


def _continues(cell: etree._Element) -> bool:
    """Whether the cell is covered by the one above it; such a cell is empty in what Word shows."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _has_words(root: etree._Element) -> bool:
    """Whether a header holds more than a page number such as 第1页 共9页."""
    text = squeeze("".join(node.text or "" for node in root.iter(qn("w:t"))))
    return sum(char.isalpha() and char not in "第页頁共" for char in text) > 3
