"""Makes the attached files: forms as .docx, tables as .xlsx, short texts as .pdf."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
from openpyxl.styles import Alignment, Font

from . import markup, pdf
from .model import PageSpec


def content(page: PageSpec, item: dict) -> bytes:
    """The file of one attachment of a page.

    Raises:
        KeyError: an attachment of this kind cannot be made.
    """
    return {"docx": _form, "xlsx": _table, "pdf": _text}[item["kind"]](page, item)


def _form(page: PageSpec, item: dict) -> bytes:
    """A form of two columns with empty cells to fill in."""
    document = docx.Document()
    _name(document.core_properties, page, item)
    document.add_heading(item["title"], level=1)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label in item["form"]:
        table.add_row().cells[0].text = label
    document.add_paragraph("填表说明：请如实填写，内容较多的可以另附页。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table(page: PageSpec, item: dict) -> bytes:
    """The table of the page's text with the number `from_table`, figures as figures."""
    tables = [block for block in markup.parse(page.body, lambda key: ("", "")) if block.kind == "table"]
    value = tables[item["from_table"] - 1].value
    book = openpyxl.Workbook()
    _name(book.properties, page, item)
    sheet = book.active
    sheet.append([value["caption"]])
    sheet.append(value["header"])
    for row in value["rows"]:
        sheet.append([_figure(cell) for cell in row])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(value["header"]))
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 28
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _text(page: PageSpec, item: dict) -> bytes:
    return pdf.document(item["title"], list(item["text"]), page.when)


def _name(properties: Any, page: PageSpec, item: dict) -> None:
    properties.title = item["title"]
    properties.creator = properties.author = "安澜市"
    properties.created = properties.modified = page.when


def _figure(cell: str) -> str | float:
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell
