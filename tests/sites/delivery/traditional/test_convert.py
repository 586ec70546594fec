"""Characters are converted phrase by phrase, and legal terms as the law writes them."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.delivery.traditional.convert import TERMS, to_simplified, to_traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发与发展", "頭髮與發展"),
        ("后台、皇后、以后", "後台、皇后、以後"),
        ("干部晒干粮", "幹部曬乾糧"),
        ("范仲淹的范围", "范仲淹的範圍"),
        ("申请行政复议，复印、恢复", "申請行政復議，複印、恢復"),
        ("2026 年 GB/T 37668", "2026 年 GB/T 37668"),
    ],
)
def test_a_phrase_decides_which_character_is_meant(simplified, traditional):
    assert to_traditional(simplified) == traditional


def test_every_term_of_the_list_is_needed_and_has_a_source():
    for term in tomllib.loads(TERMS.read_text(encoding="utf-8"))["term"]:
        assert to_traditional(term["simplified"]) == term["traditional"]
        assert term["source"]


def test_what_is_typed_in_traditional_characters_is_found_in_simplified_pages():
    assert to_simplified("行政復議 聯繫電話") == "行政复议 联系电话"


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FFF)))
def test_what_is_not_chinese_stays_as_it_is(text):
    assert to_traditional(text) == text
