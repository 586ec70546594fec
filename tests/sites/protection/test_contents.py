"""The text of attachments comes out whole, within limits, and nothing in a file makes us do anything else."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.protection import ooxml, pdf
from sites.protection.contents import DamagedError, LockedError
from tests.factories import files

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>{}</row>'
)
SHEET += "</sheetData></worksheet>"
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body>'
)
WORD += "</w:document>"


def package(**parts: str) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return stream


def test_a_number_divided_into_runs_is_read_as_one():
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("138", "0013", "8000"))
    contents = ooxml.read_docx(package(word__document=WORD.format(f"<w:p>{runs}</w:p>")))
    assert contents.text == "13800138000"
    assert contents.is_whole


def test_headers_and_notes_are_read_too():
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    parts = {f"word__{name}": WORD.format(text.format(name)) for name in ("document", "header1", "footnotes")}
    assert set(ooxml.read_docx(package(**parts)).text.split()) == {"document", "header1", "footnotes"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>13800138000</v></c>", "13800138000"),
        ("<c><v>1.3800138E10</v></c>", "13800138000"),
        ("<c><v>3.5</v></c>", "3.5"),
        ('<c t="inlineStr"><is><t>李某</t></is></c>', "李某"),
        ('<c t="str"><v>13800138000</v></c>', "13800138000"),
        ('<c t="s"><v>12</v></c>', ""),
    ],
)
def test_what_people_see_in_a_cell_is_read(cell, text):
    contents = ooxml.read_xlsx(package(xl__worksheets__sheet1=SHEET.format(cell)))
    assert contents.text.strip() == text


@pytest.mark.parametrize("read", [ooxml.read_docx, ooxml.read_xlsx])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no package", package(other="<a/>").getvalue()])
def test_what_is_no_package_is_damaged(read, content):
    with pytest.raises(DamagedError):
        read(io.BytesIO(content))


def test_a_part_that_is_no_xml_is_damaged():
    with pytest.raises(DamagedError):
        ooxml.read_docx(package(word__document="<w:document"))


def test_no_entity_and_no_file_is_brought_in():
    evil = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + WORD.format("<w:p><w:t>&e;</w:t></w:p>")
    try:
        text = ooxml.read_docx(package(word__document=evil)).text
    except DamagedError:
        text = ""
    assert "root:" not in text


def test_a_part_that_unpacks_to_too_much_is_left_out(monkeypatch):
    monkeypatch.setattr(ooxml, "MAX_PART", 100)
    contents = ooxml.read_docx(package(word__document=WORD.format(" " * 1000)))
    assert (contents.text, contents.is_whole) == ("", False)


WHOLE = {
    "docx": (ooxml.read_docx, files.word("13800138000")),
    "xlsx": (ooxml.read_xlsx, files.workbook("13800138000")),
    "pdf": (pdf.read, files.pdf("13800138000")),
}


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_with_any_damage_is_read_or_refused(kind, data):
    read, content = WHOLE[kind]
    damaged = bytearray(content[: data.draw(st.integers(0, len(content)))])
    for place in data.draw(st.lists(st.integers(0, max(len(damaged) - 1, 0)), max_size=8)):
        if damaged:
            damaged[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DamagedError, LockedError):
        read(io.BytesIO(bytes(damaged)))


def test_the_text_of_a_pdf_is_read():
    contents = pdf.read(io.BytesIO(files.pdf("call 13800138000")))
    assert "13800138000" in contents.text
    assert contents.is_whole


def test_a_pdf_with_a_password_is_locked():
    with pytest.raises(LockedError):
        pdf.read(io.BytesIO(files.locked_pdf(files.pdf("text"))))


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.4 no more than this", b""])
def test_a_pdf_that_cannot_be_opened_is_damaged(content):
    with pytest.raises(DamagedError):
        pdf.read(io.BytesIO(content))


def test_more_pages_than_the_limit_are_read_in_part(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 0)
    assert not pdf.read(io.BytesIO(files.pdf("text"))).is_whole


def test_reading_a_pdf_ends_when_its_time_is_over(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    assert not pdf.read(io.BytesIO(files.pdf("text"))).is_whole
