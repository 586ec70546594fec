"""What is compared: one form of each character, words of texts, and what is marked of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.highlight import excerpt, marked
from search.text import words
from search.text.fold import fold


@given(st.text())
def test_each_character_keeps_its_place(text: str):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_again_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


def test_traditional_full_width_and_capitals_are_as_simplified_half_width_and_small():
    assert fold("ＡＢＣ１２３　廣東省住房公積金") == "abc123 广东省住房公积金"


def test_a_long_word_is_found_by_the_words_within_it_and_searched_for_as_one():
    assert {"住房", "公积金", "住房公积金"} <= set(words.kept("住房公积金缴存"))
    assert words.wanted("住房公积金缴存") == ["住房公积金", "缴存"]
    assert words.wanted("政府信息公开") == ["政府信息公开"]


def test_parts_are_the_characters_of_chinese_and_their_pairs():
    assert words.parts("第6号公告") == ["第", "号", "公", "告", "号公", "公告"]
    assert words.wanted_parts("公告") == ["公告"]
    assert words.wanted_parts("告") == ["告"]
    assert words.wanted_parts("abc") == []


@given(st.text(), st.lists(st.text(max_size=5), max_size=4))
def test_what_is_marked_is_the_whole_text(text: str, wanted: list[str]):
    assert "".join(piece.text for piece in marked(text, wanted)) == text


def test_what_was_typed_in_other_characters_is_marked_as_it_stands():
    assert [piece.text for piece in marked("《住房公積金條例》全文", ["公积金条例"]) if piece.is_match] == [
        "公積金條例"
    ]


def test_an_excerpt_begins_shortly_before_the_word():
    shown = "".join(piece.text for piece in excerpt("", f"{'前' * 200}住房{'后' * 300}", ["住房"]))
    assert (shown[:2], shown[-2:]) == ("…前", "后…")
    assert "住房" in shown
    assert "".join(piece.text for piece in excerpt("摘要里有住房", "正文", ["住房"])) == "摘要里有住房"
