"""The five real regulations come in whole."""

import re

import pytest

from portal.documents.reading.document import Heading, ReadDocument, squeeze
from portal.documents.reading.read import read_bytes

from .regulations import FOLDER, REGULATIONS, Regulation, needs_regulations

pytestmark = needs_regulations
each = pytest.mark.parametrize("regulation", REGULATIONS, ids=lambda regulation: regulation.file)


def read(regulation: Regulation) -> ReadDocument:
    return read_bytes((FOLDER / regulation.file).read_bytes(), regulation.file)


def test_there_are_five() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == [entry.file for entry in REGULATIONS]


@each
def test_the_title_and_the_dates_are_right(regulation: Regulation) -> None:
    document = read(regulation)
    assert document.title == regulation.title
    assert document.effective_on == regulation.effective_on
    assert document.language_variant == regulation.variant
    # None of them bears a number of its own; the numbers in their bodies belong to others.
    assert document.document_number == ""
    assert document.warnings == ()


@each
def test_every_article_is_a_heading_that_can_be_linked_to_in_its_order(regulation: Regulation) -> None:
    text = (FOLDER / regulation.file).read_text("utf-8")
    assert len(re.findall(r"^第[一二三四五六七八九十]+[条條]", text, re.MULTILINE)) == regulation.articles
    anchors = [block.anchor for block in read(regulation).blocks if isinstance(block, Heading)]
    assert [anchor for anchor in anchors if anchor.startswith("article-")] == [
        f"article-{number}" for number in range(1, regulation.articles + 1)
    ]
    assert [anchor for anchor in anchors if re.fullmatch(r"chapter-\d+", anchor)] == [
        f"chapter-{number}" for number in range(1, regulation.chapters + 1)
    ]
    assert len(anchors) == len(set(anchors))


@each
def test_not_a_character_of_the_text_is_missing(regulation: Regulation) -> None:
    source = squeeze((FOLDER / regulation.file).read_text("utf-8"))
    # In the Shanghai regulation the brackets round the titles of articles give way to the heading.
    source = re.sub(r"(第[一二三四五六七八九十]+条)\(([^()]*)\)", r"\1\2", source)
    assert squeeze(read(regulation).text) == source


@each
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encoding_of_the_file_makes_no_difference(regulation: Regulation, encoding: str) -> None:
    text = (FOLDER / regulation.file).read_text("utf-8")
    assert read_bytes(text.encode(encoding), regulation.file).blocks == read(regulation).blocks


def test_the_note_of_promulgation_of_the_shanghai_regulation_is_read() -> None:
    document = read(REGULATIONS[2])
    assert document.issuer == "上海市人民政府"
    assert document.promulgation == "2001年5月12日上海市人民政府发布"
    assert document.blocks[1].text == "第一条 立法目的"


def test_the_traditional_regulation_also_comes_in_as_big5() -> None:
    text = (FOLDER / REGULATIONS[1].file).read_text("utf-8")
    # Some of its characters (采, 范 for 範 …) are in Big5, the rest of the text by its nature.
    assert read_bytes(text.encode("big5hkscs"), "a.txt").blocks == read(REGULATIONS[1]).blocks
