"""Issuer, number and dates are taken from a document's own head and foot, never from what it cites."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.documents.reading.dates import first_date
from portal.documents.reading.document import ReadDocument
from portal.documents.reading.metadata import normalised_number
from portal.documents.reading.numerals import number_of, written
from portal.documents.reading.read import read_bytes

from .samples import NOTICE, REGULATION, TRADITIONAL


def read(text: str) -> ReadDocument:
    return read_bytes(text.encode(), "来文.txt")


def test_a_notice_tells_its_number_issuer_and_date() -> None:
    document = read(NOTICE)
    assert document.document_number == "安政办发〔2025〕12号"
    assert document.issuer == "安澜市人民政府办公室"
    assert document.signed_on == datetime.date(2025, 3, 18)


def test_numbers_and_dates_of_cited_documents_are_left_alone() -> None:
    text = (
        "某市管理办法\n第一条 根据《通知》(国发〔2016〕51号)和2015年5月1日公布的规定,制定本办法。\n"
        "第二条 《旧办法》(某府发〔2009〕6号)自2009年1月1日起施行,现予废止。"
    )
    document = read(text)
    assert (document.document_number, document.signed_on, document.effective_on) == ("", None, None)


@pytest.mark.parametrize(
    "written_number",
    [
        "安政发〔2025〕3号",
        "安政发[2025]3号",
        "安政发(2025)3号",
        "安政发【2025】第3号",
        "安政发 \uff082025\uff09 3 号",
        "安政发﹝二〇二五﹞3號",
    ],
)
def test_a_document_number_is_written_with_the_official_brackets(written_number: str) -> None:
    assert normalised_number(written_number) == "安政发〔2025〕3号"


def test_the_note_of_promulgation_tells_issuer_and_date_and_stays_in_the_text() -> None:
    document = read("某市管理办法\n(2001年5月12日安澜市人民政府发布)\n第一条 为了规范。")
    assert document.issuer == "安澜市人民政府"
    assert document.signed_on == datetime.date(2001, 5, 12)
    assert document.blocks[0].text == "(2001年5月12日安澜市人民政府发布)"


def test_of_several_acts_in_a_note_the_one_that_issued_it_counts() -> None:
    note = "(2001年5月1日安澜市人民政府第5次常务会议通过 2001年5月12日安澜市人民政府令第99号公布)"
    document = read(f"某市管理办法\n{note}\n第一条 为了规范。")
    assert document.issuer == "安澜市人民政府"
    assert document.signed_on == datetime.date(2001, 5, 12)
    assert document.document_number == "安澜市人民政府令第99号"


def test_a_decree_gives_its_number_and_the_regulation_below_it_the_title() -> None:
    text = (
        "安澜市人民政府令\n第12号\n《安澜市停车管理办法》已经市政府同意,现予公布。\n"
        "市长 王某\n2025年1月2日\n安澜市停车管理办法\n第一条 为了规范。"
    )
    document = read(text)
    assert document.title == "安澜市停车管理办法"
    assert document.document_number == "安澜市人民政府令第12号"
    assert document.issuer == "安澜市人民政府"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("本办法自2005年11月1日起施行。", datetime.date(2005, 11, 1)),
        ("本暂行规定自二○○五年十一月一日起施行。", datetime.date(2005, 11, 1)),
        ("本通知自 2025 年 1 月 10 日起执行,有效期五年。", datetime.date(2025, 1, 10)),
        ("本办法自 年 月 日起施行。", None),
        ("本办法自公布之日起施行。", None),
        ("本办法自2005年2月30日起施行。", None),
        ("《旧办法》自2005年11月1日起施行。", None),
    ],
)
def test_the_day_of_effect_is_what_the_document_says_of_itself(sentence: str, expected: object) -> None:
    assert read(f"某市管理办法\n第一条 为了规范。\n第二条 {sentence}").effective_on == expected


def test_labelled_lines_and_a_table_of_head_data_are_read() -> None:
    document = read(
        "关于停水的公告\n发文机关:安澜市水务局\n发文字号:安水告[2025]7号\n成文日期:2025-03-09\n因检修停水。"
    )
    assert document.issuer == "安澜市水务局"
    assert document.document_number == "安水告〔2025〕7号"
    assert document.signed_on == datetime.date(2025, 3, 9)


def test_several_signers_are_all_named() -> None:
    document = read("关于联合检查的通知\n请配合检查。\n安澜市教育局 安澜市公安局\n2025年3月18日")
    assert document.issuer == "安澜市教育局、安澜市公安局"


def test_the_signature_above_an_appendix_counts_not_what_stands_below() -> None:
    document = read(f"{NOTICE}附件\n供水名单\n安澜市某公司\n2019年1月1日")
    assert document.signed_on == datetime.date(2025, 3, 18)


def test_a_title_of_several_lines_and_a_subtitle_are_one_title() -> None:
    assert read(NOTICE).title == "安澜市人民政府办公室关于印发安澜市供水保障方案的通知"
    assert read(REGULATION).title == "安澜市公共停车场管理办法(征求意见稿)"


def test_a_text_without_a_title_is_called_after_its_file_with_a_warning() -> None:
    document = read("因检修设备,定于明日上午停水,请各位居民提前储水,给您带来不便敬请谅解。\n谢谢。")
    assert document.title == "来文"
    assert "No title" in document.warnings[-1]


@pytest.mark.parametrize("first", ["因检修设备停水，请居民储水。" * 20, "(" * 500, "一" * 5_000])
def test_a_text_that_begins_with_a_long_line_is_read(first: str) -> None:
    document = read(f"{first}\n谢谢。")
    assert (document.title, len(document.blocks)) == ("来文", 2)


def test_traditional_text_is_kept_and_marked() -> None:
    document = read(TRADITIONAL)
    assert document.language_variant == "traditional"
    assert document.title == "安瀾市圖書館管理辦法"
    assert document.effective_on == datetime.date(2007, 12, 1)
    assert read(REGULATION).language_variant == ""


def test_a_text_in_both_scripts_is_named_to_the_editor() -> None:
    assert any("mixes" in warning for warning in read(f"{REGULATION}{TRADITIONAL}").warnings)


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_a_number_written_in_chinese_is_read_back(number: int) -> None:
    assert number_of(written(number)) == number


@settings(deadline=None)
@given(st.dates(min_value=datetime.date(1949, 10, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_date_is_read_in_both_ways_of_writing(day: datetime.date) -> None:
    year = "".join("○一二三四五六七八九"[int(digit)] for digit in str(day.year))
    assert first_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert first_date(f"{year}年{written(day.month)}月{written(day.day)}日") == day
