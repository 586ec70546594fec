"""Chapters and articles become headings that can be linked to; nothing of the text is lost."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.documents.reading.document import Heading, Paragraph, ReadDocument, squeeze
from portal.documents.reading.numerals import written
from portal.documents.reading.read import read_bytes

from .samples import NOTICE, REGULATION, TRADITIONAL


def read(text: str) -> ReadDocument:
    return read_bytes(text.encode(), "document.txt")


def headings(document: ReadDocument) -> list[tuple[int, str, str]]:
    return [
        (block.level, block.text, block.anchor) for block in document.blocks if isinstance(block, Heading)
    ]


def paragraphs(document: ReadDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def without_brackets(text: str) -> str:
    return re.sub("[()\uff08\uff09【】]", "", squeeze(text))


def test_chapters_are_sections_of_the_page_and_articles_stand_below_them() -> None:
    assert headings(read(REGULATION)) == [
        (2, "第一章 总则", "chapter-1"),
        (3, "第一条", "article-1"),
        (3, "第二条", "article-2"),
        (2, "第二章 管理", "chapter-2"),
        (3, "第三条", "article-3"),
        (3, "第四条", "article-4"),
        (2, "第三章 附则", "chapter-3"),
        (3, "第五条", "article-5"),
    ]


def test_the_sentence_of_an_article_and_its_items_are_paragraphs() -> None:
    assert paragraphs(read(REGULATION))[2:5] == [
        "停车场应当公示下列事项:",
        "(一)收费标准;",
        "(二)监督电话。",
    ]


def test_a_spaced_chapter_title_is_closed_up_and_traditional_marks_are_known() -> None:
    assert headings(read(TRADITIONAL))[:2] == [(2, "第一章 總則", "chapter-1"), (3, "第一條", "article-1")]


def test_an_article_with_a_title_shows_it_and_without_chapters_the_level_is_not_skipped() -> None:
    text = (
        "某办法\n第一条(立法目的)\n为了规范,制定本办法。\n"
        "第二条\uff08定义\uff09本办法所称数据,是指信息。\n第三条【施行】自公布之日起施行。"
    )
    document = read(text)
    assert headings(document) == [
        (2, "第一条 立法目的", "article-1"),
        (2, "第二条 定义", "article-2"),
        (2, "第三条 施行", "article-3"),
    ]
    assert paragraphs(document)[1] == "本办法所称数据,是指信息。"


def test_titles_set_off_by_a_space_are_told_from_text_by_how_the_whole_document_is_set() -> None:
    text = "某办法\n第一条 目的\n为了规范。\n第二条 范围\n适用于本市。\n第三条 施行\n自公布之日起施行。"
    assert [text for _level, text, _anchor in headings(read(text))] == [
        "第一条 目的",
        "第二条 范围",
        "第三条 施行",
    ]


def test_articles_are_found_without_a_space_with_wide_spaces_and_with_digits() -> None:
    text = (
        "某办法\n第一条为了规范。\n第二条\u3000\u3000适用于本市。\n"
        "第 3 条 自公布之日起施行。\n第四条之一 另有规定的除外。"
    )
    assert [anchor for _level, _text, anchor in headings(read(text))] == [
        "article-1",
        "article-2",
        "article-3",
        "article-4-1",
    ]


def test_a_cited_article_at_the_start_of_a_line_is_no_heading() -> None:
    text = (
        "某办法\n第一条 为了规范。\n第四十四条规定的程序适用。\n第二条 下列情形除外:\n"
        "第三条、第四条所列情形;\n第五条第二款规定的情形。\n第三条 自公布之日起施行。"
    )
    assert [anchor for _level, _text, anchor in headings(read(text))] == [
        "article-1",
        "article-2",
        "article-3",
    ]


def test_sections_carry_their_chapter_in_the_anchor() -> None:
    text = "某办法\n第一章 总则\n第一节 目的\n第一条 甲。\n第二章 管理\n第一节 权限\n第二条 乙。"
    assert [anchor for _level, _text, anchor in headings(read(text))] == [
        "chapter-1",
        "chapter-1-section-1",
        "article-1",
        "chapter-2",
        "chapter-2-section-1",
        "article-2",
    ]


def test_articles_that_are_counted_anew_in_each_chapter_carry_it_too() -> None:
    text = "某章程\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 会员\n第一条 丙。\n第二条 丁。\n第三条 戊。"
    assert [anchor for _level, _text, anchor in headings(read(text))] == [
        "chapter-1",
        "article-1",
        "article-2",
        "chapter-2",
        "chapter-2-article-1",
        "chapter-2-article-2",
        "chapter-2-article-3",
    ]


def test_a_second_document_in_the_file_gets_its_title_as_heading_and_anchors_of_its_own() -> None:
    second = (
        "安澜市停车收费规定\n(2003年5月1日安澜市人民政府发布)\n"
        "第一条 收费应当公示。\n第二条 本规定自2003年6月1日起施行。"
    )
    document = read(f"{REGULATION}{second}")
    assert headings(document)[8:] == [
        (2, "安澜市停车收费规定", "part-2"),
        (3, "第一条", "part-2-article-1"),
        (3, "第二条", "part-2-article-2"),
    ]
    assert document.promulgation == ""
    assert document.effective_on is not None
    assert document.effective_on.year == 2025


def test_a_regulation_attached_to_a_notice_gets_its_title_as_heading() -> None:
    document = read(f"{NOTICE}安澜市供水保障方案\n第一条 甲。\n第二条 乙。")
    assert document.title == "安澜市人民政府办公室关于印发安澜市供水保障方案的通知"
    assert headings(document) == [
        (2, "安澜市供水保障方案", "part-1"),
        (3, "第一条", "article-1"),
        (3, "第二条", "article-2"),
    ]


def test_an_appendix_is_a_section_but_a_list_of_appendices_is_not() -> None:
    text = "某通知\n请遵照执行。\n附件:\n1. 名单\n2. 表格\n附件1\n名单如下。\n附件2\n表格如下。"
    assert [anchor for _level, _text, anchor in headings(read(text))] == ["appendix-1", "appendix-2"]


def test_a_table_of_contents_makes_no_headings() -> None:
    text = f"{REGULATION.splitlines()[0]}\n目录\n第一章 总则\n第二章 管理\n第三章 附则\n" + "\n".join(
        REGULATION.splitlines()[2:]
    )
    assert [anchor for _level, _text, anchor in headings(read(text))][:3] == [
        "chapter-1",
        "article-1",
        "article-2",
    ]


def test_a_notice_without_articles_takes_its_numbered_lines_as_headings() -> None:
    assert headings(read(NOTICE)) == [(2, "一、工作目标", "item-1"), (2, "二、主要任务", "item-2")]


def test_items_of_an_article_are_no_headings() -> None:
    text = "某办法\n第一条 原则如下:\n一、共享需求\n二、保障安全\n第二条 施行。"
    assert len(headings(read(text))) == 2


def test_a_chapter_whose_title_stands_on_the_next_line_is_put_together() -> None:
    assert headings(read("某办法\n第一章\n总 则\n第一条 甲。"))[0] == (2, "第一章 总则", "chapter-1")


def test_missing_and_repeated_articles_are_named() -> None:
    warnings = " ".join(read("某办法\n第一条 甲。\n第二条 乙。\n第五条 丙。\n第二条 丁。").warnings)
    assert "Article 3-4 is missing." in warnings
    assert "Article 2 stands twice." in warnings


def test_reading_twice_gives_the_same_anchors() -> None:
    assert headings(read(REGULATION)) == headings(read(REGULATION))


LINE = st.one_of(
    st.builds(
        "第{}{}{}{}".format,
        st.sampled_from(["一", "二", "三", "十", "三十一", "1", "12", "一百零五"]),
        st.sampled_from(["章", "节", "条", "條", "编", "款"]),
        st.sampled_from(["", " ", "\u3000", "(目的)", "【定义】", "规定的", "、"]),
        st.text(alphabet="总则为了规范管理信息。;: \u3000", max_size=12),
    ),
    st.sampled_from(
        [
            "附件",
            "附件1:",
            "一、目标",
            "二、任务",
            "(一)内容;",
            "目录",
            "2025年3月18日",
            "安澜市人民政府",
            "㈠甲",
        ]
    ),
    st.text(alphabet="市政府办公室关于印发管理办法的通知<>&\"'()、。:,1aZ \u3000\t", max_size=30),
)


@settings(deadline=None)
@given(st.lists(LINE, max_size=40))
def test_nothing_is_lost_and_no_anchor_stands_twice(lines: list[str]) -> None:
    text = "某市管理办法\n" + "\n".join(lines)
    document = read(text)
    anchors = [anchor for _level, _text, anchor in headings(document)]
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in anchors)
    # Only the brackets round an article's title and the colon of an appendix give way to the heading.
    lost = without_brackets(text).replace(":", "")
    kept = without_brackets(document.text).replace(":", "")
    assert sorted(kept) == sorted(lost)
    assert kept.replace(without_brackets(document.title), "", 1) == lost.replace(
        without_brackets(document.title), "", 1
    )


@settings(deadline=None)
@given(st.lists(LINE, max_size=40))
def test_no_heading_skips_a_level(lines: list[str]) -> None:
    level = 1
    for block in read("某市管理办法\n" + "\n".join(lines)).blocks:
        if isinstance(block, Heading):
            assert block.level <= level + 1
            level = block.level


@settings(deadline=None)
@given(st.integers(1, 400))
def test_every_article_of_a_long_regulation_is_found_in_order(count: int) -> None:
    lines = [f"第{written(number)}条 内容{number}。" for number in range(1, count + 1)]
    document = read("某办法\n" + "\n".join(lines))
    assert [anchor for _level, _text, anchor in headings(document)] == [
        f"article-{number}" for number in range(1, count + 1)
    ]
    assert document.warnings == ()
