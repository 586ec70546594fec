"""Pictures and attachments that a program makes."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image

from portal.demo import attachments, dataset, files, pictures

AS_OF = datetime.datetime(2026, 11, 21, 18)
ROWS = files.read("pictures.toml")["picture"]


@pytest.mark.parametrize("motif", sorted(pictures.MOTIFS))
def test_every_motif_can_be_drawn_in_full_size(motif):
    palette = next(row["palette"] for row in ROWS if row["motif"] == motif)
    assert pictures.draw(motif, palette, 1).size == (1600, 1000)


def test_the_same_row_gives_the_same_file():
    assert pictures.jpeg("tea_hills", "spring", 3) == pictures.jpeg("tea_hills", "spring", 3)


def test_another_seed_gives_another_picture():
    assert pictures.jpeg("tea_hills", "spring", 3) != pictures.jpeg("tea_hills", "spring", 4)


def test_a_portrait_is_upright_and_depends_on_its_number():
    first, second = pictures.portrait_jpeg(1, False), pictures.portrait_jpeg(2, False)
    assert Image.open(io.BytesIO(first)).size == (720, 900)
    assert first != second
    assert first == pictures.portrait_jpeg(1, False)


def test_every_picture_names_a_motif_and_a_palette_that_exist():
    for row in ROWS:
        assert row["motif"] in pictures.MOTIFS, row["key"]
        assert row["palette"] in pictures.PALETTES, row["key"]


def test_every_picture_but_the_fault_has_words_and_its_own_title():
    assert [row["key"] for row in ROWS if not row["alt"]] == ["without-words"]
    assert len({row["title"] for row in ROWS}) == len(ROWS)


def test_there_are_enough_motifs():
    assert len({row["motif"] for row in ROWS}) >= 24


@pytest.fixture(scope="module")
def made() -> dict[str, list[tuple[object, dict, bytes]]]:
    """All attachments by kind: page, item and file."""
    found: dict[str, list[tuple[object, dict, bytes]]] = {}
    for page in dataset.municipality(AS_OF).pages:
        for item in page.attachments:
            found.setdefault(item["kind"], []).append((page, item, attachments.content(page, item)))
    return found


def test_forms_open_as_word_documents(made):
    for _page, item, content in made["docx"]:
        cells = docx.Document(io.BytesIO(content)).tables[0].column_cells(0)
        assert [cell.text for cell in cells] == item["form"]


def test_tables_open_as_workbooks_with_figures(made):
    for page, _item, content in made["xlsx"]:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet["A1"].value in page.body
        assert any(isinstance(cell, int | float) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_texts_are_files_of_the_right_kind(made):
    for _page, _item, content in made["pdf"]:
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
    for _page, _item, content in made["docx"] + made["xlsx"]:
        assert zipfile.is_zipfile(io.BytesIO(content))
