"""A Word document keeps its headings, its counted articles, its tables and notes; it can do no harm."""

import io
import zipfile

import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.documents.reading.document import (
    Heading,
    Paragraph,
    ReadDocument,
    Table,
    UnreadableError,
    squeeze,
)
from portal.documents.reading.read import read_bytes

from .samples import NOTICE, REGULATION, part, with_part, word, word_of_lines

W = nsdecls("w")


def read(data: bytes) -> ReadDocument:
    return read_bytes(data, "document.docx")


def texts(document: ReadDocument) -> list[str]:
    return [block.text for block in document.blocks]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    return caught.value.code


def add_xml(document: Document, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def numbered(document: Document, text: str, number_format: str, pattern: str, list_id: int = 90) -> None:
    """Add a paragraph that Word counts by itself."""
    numbering = document.part.numbering_part.element
    if not numbering.xpath(f"w:num[@w:numId={list_id}]"):
        abstract = parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="{list_id}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{number_format}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        )
        numbering.insert(0, abstract)
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>')
        )
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbers = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", str(list_id))):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        numbers.append(child)
    properties.append(numbers)


@pytest.mark.parametrize("text", [REGULATION, NOTICE])
def test_plain_paragraphs_are_read_like_the_same_text_in_a_file(text: str) -> None:
    from_word, from_text = read(word_of_lines(text)), read_bytes(text.encode(), "a.txt")
    assert (from_word.title, from_word.blocks, from_word.signed_on) == (
        from_text.title,
        from_text.blocks,
        from_text.signed_on,
    )


def test_the_title_and_the_headings_come_from_the_styles() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("年度工作报告", style="Title")
        document.add_heading("概况", level=1)
        document.add_paragraph("一段。")
        document.add_heading("细节", level=3)

    document = read(word(build))
    assert document.title == "年度工作报告"
    assert [block for block in document.blocks if isinstance(block, Heading)] == [
        Heading(2, "概况", "heading-1"),
        Heading(3, "细节", "heading-2"),
    ]


def test_articles_that_word_counts_by_itself_are_articles() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某市管理办法")
        for text in ("为了规范。", "适用于本市。", "自公布之日起施行。"):
            numbered(document, text, "chineseCounting", "第%1条")

    document = read(word(build))
    assert texts(document) == [
        "第一条", "为了规范。", "第二条", "适用于本市。", "第三条", "自公布之日起施行。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number_format", "pattern", "expected"),
    [
        ("decimal", "%1.", "2. 乙"),
        ("chineseCountingThousand", "(%1)", "(二) 乙"),
        ("upperRoman", "%1.", "II. 乙"),
        ("lowerLetter", "%1)", "b) 乙"),
        ("decimalEnclosedCircle", "%1", "② 乙"),
        ("ideographTraditional", "%1、", "乙、 乙"),
    ],
)
def test_numbers_that_word_counts_stand_in_the_text(number_format: str, pattern: str, expected: str) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        document.add_paragraph("事项如下。")
        numbered(document, "甲", number_format, pattern)
        numbered(document, "乙", number_format, pattern)

    assert texts(read(word(build)))[-1] == expected


def test_bullets_are_a_list() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        for text in ("甲", "乙"):
            document.add_paragraph(text, style="List Bullet")

    assert read(word(build)).blocks == (Paragraph("<ul><li>甲</li><li>乙</li></ul>"),)


def test_emphasis_and_outside_links_stay() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        paragraph = document.add_paragraph("见")
        paragraph.add_run("重点").bold = True
        for target in ("https://www.gov.cn/", "javascript:alert(1)"):
            key = document.part.relate_to(
                target, "http://schemas.openxmlformats.org/x/hyperlink", is_external=True
            )
            link = parse_xml(
                f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>网站</w:t></w:r></w:hyperlink>'
            )
            paragraph._p.append(link)

    assert read(word(build)).blocks == (
        Paragraph('<p>见<b>重点</b><a href="https://www.gov.cn/">网站</a>网站</p>'),
    )


def test_a_table_keeps_its_rows_and_says_when_cells_were_merged() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        table = document.add_table(rows=3, cols=3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "竖"

    document = read(word(build))
    assert document.blocks == (Table((("合并", "", "02"), ("10", "11", "竖"), ("20", "21", ""))),)
    assert any("merged" in warning for warning in document.warnings)


def test_tracked_changes_are_carried_out_and_hidden_text_is_left_out() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        add_xml(
            document,
            f"<w:p {W}><w:r><w:t>原</w:t></w:r><w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>",
        )

    document = read(word(build))
    assert texts(document) == ["原增"]
    assert len(document.warnings) == 3


def test_content_controls_line_breaks_and_text_boxes_are_read() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        add_xml(
            document,
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>",
        )
        add_xml(
            document,
            f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
            "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>"
            "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内"
            "</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        )

    assert texts(read(word(build))) == ["控件", "下一行", "框内"]


def test_footnotes_stand_at_the_end_and_the_editor_is_told() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("某某通知")
        add_xml(
            document, f'<w:p {W}><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        )

    data = word(build)
    relations = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument'
        b'/2006/relationships/footnotes"/></Relationships>',
    )
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>注释</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    data = with_part(data, "word/_rels/document.xml.rels", relations)
    document = read(with_part(data, "word/footnotes.xml", notes.encode()))
    assert texts(document) == ["正文[1]", "[1] 注释"]
    assert any("notes" in warning for warning in document.warnings)


def test_a_password_is_named_as_the_reason() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refused(ole) == "encrypted"


def test_the_old_format_is_named_as_the_reason() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "old_word"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = with_part(word_of_lines(NOTICE), "word/other.xml", b" " * 45_000_000)
    assert len(data) < 200_000
    assert refused(data) == "too_large_unpacked"


def test_entities_are_not_expanded() -> None:
    data = word_of_lines(NOTICE)
    entities = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = part(data, "word/document.xml")
    head, rest = body.split(b"?>", 1)
    assert refused(with_part(data, "word/document.xml", head + b"?>" + entities + rest)) == "broken"


@pytest.mark.parametrize("size", [0, 10, 2_000, 20_000])
def test_a_file_that_was_cut_off_is_damaged_or_empty(size: int) -> None:
    assert refused(word_of_lines(REGULATION)[:size]) in {"broken", "empty"}


def test_a_zip_of_something_else_is_no_word_document() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.txt", "x")
    assert refused(file.getvalue()) == "not_docx"


def test_broken_xml_inside_is_damaged() -> None:
    assert refused(with_part(word_of_lines(NOTICE), "word/document.xml", b"<w:document><w:body>")) == "broken"


def test_a_style_that_is_based_on_itself_is_read() -> None:
    def build(document: Document) -> None:
        style = document.styles.add_style("Loop", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = style
        document.add_paragraph("某某通知", style="Loop")
        document.add_paragraph("正文。", style="Loop")

    assert texts(read(word(build))) == ["正文。"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(alphabet="第一条章节(目的)总则政府 <&\u3000", min_size=1, max_size=20), max_size=15))
def test_nothing_of_a_word_document_is_lost(lines: list[str]) -> None:
    text = "某市管理办法\n" + "\n".join(lines)
    from_word, from_text = read(word_of_lines(text)), read_bytes(text.encode(), "a.txt")
    assert squeeze(from_word.text) == squeeze(from_text.text)
