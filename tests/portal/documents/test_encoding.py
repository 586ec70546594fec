"""A text is read in the encoding it was written in, or not at all."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.documents.reading.document import UnreadableError
from portal.documents.reading.encoding import decode, decode_html

from .samples import REGULATION, TRADITIONAL


def _characters(encoding: str, first: int, last: int) -> str:
    cells = (bytes([lead, trail]) for lead in range(first, last + 1) for trail in range(0xA1, 0xFF))
    return "".join(cell.decode(encoding, "ignore") for cell in cells)


SIMPLIFIED_TEXT = st.text(alphabet=_characters("gb2312", 0xB0, 0xD7) + "，。12 \n", min_size=30, max_size=200)
TRADITIONAL_TEXT = st.text(alphabet=_characters("big5", 0xA4, 0xC5) + "，。12 \n", min_size=30, max_size=200)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_simplified_text_is_read_whatever_common_encoding_it_is_in(encoding: str) -> None:
    assert decode(REGULATION.encode(encoding)).text == REGULATION


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "big5hkscs", "gb18030", "utf-16-le"])
def test_a_traditional_text_is_read_whatever_common_encoding_it_is_in(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@settings(deadline=None)
@given(SIMPLIFIED_TEXT)
def test_any_simplified_text_survives_gb18030(text: str) -> None:
    decoded = decode(text.encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (text, "gb18030" if not text.isascii() else "utf-8")


@settings(deadline=None)
@given(TRADITIONAL_TEXT)
def test_any_traditional_text_survives_big5(text: str) -> None:
    assert decode(text.encode("big5")).text == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_survives_utf8_with_a_byte_order_mark(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_bytes_are_decoded_strictly_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableError:
        return
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    bare = next((data[len(mark) :] for mark in marks if data.startswith(mark)), data)
    # Big5 names some characters twice, so its bytes need not come back; the text does.
    assert bare.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_byte_is_named_by_its_line_and_never_replaced(encoding: str) -> None:
    lines = [line.encode(encoding) for line in REGULATION.splitlines()]
    lines[3] = lines[3][:20] + b"\xff" + lines[3][20:]
    with pytest.raises(UnreadableError, match="line 4") as caught:
        decode(b"\n".join(lines))
    assert caught.value.code == "broken_bytes"


def test_a_file_that_was_cut_off_inside_a_character_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(REGULATION.strip().encode()[:-1])
    assert caught.value.code == "broken_bytes"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, bytes(range(256)) * 4, b"\0" * 100])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(data)


def test_a_short_text_comes_with_the_advice_to_check_it() -> None:
    decoded = decode("通知".encode("gb18030"))
    assert decoded.text == "通知"
    assert decoded.warnings


def test_a_page_is_read_as_its_bytes_say_when_its_declaration_is_wrong() -> None:
    page = f'<meta charset="utf-8"><p>{REGULATION}</p>'
    decoded = decode_html(page.encode("gb18030"))
    assert decoded.text == page
    assert "UTF-8" in decoded.warnings[0]


def test_a_page_that_declares_gb2312_may_use_the_larger_set() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>朱镕基 {REGULATION}</p>'
    decoded = decode_html(page.encode("gb18030"))
    assert (decoded.text, decoded.warnings) == (page, ())


def test_a_declaration_decides_where_a_page_is_too_short_to_tell() -> None:
    page = '<meta charset="big5"><p>公告</p>'
    assert decode_html(page.encode("big5")).text == page


def test_an_unknown_declaration_is_passed_over() -> None:
    page = f'<meta charset="x-nonsense"><p>{REGULATION}</p>'
    assert decode_html(page.encode()).text == page
