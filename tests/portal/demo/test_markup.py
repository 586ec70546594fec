"""The light markup of the data files."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.demo import markup


def _link(key: str) -> tuple[str, str]:
    return f'<a id="{key}">', "标题"


def _only(text: str) -> markup.Block:
    (block,) = markup.parse(text, _link)
    return block


def test_headings_have_two_levels():
    assert [block.value["level"] for block in markup.parse("## 一\n\n### 二", _link)] == ["2", "3"]


def test_a_table_has_caption_header_and_rows():
    block = _only("表：产量\n| 产品 | 吨 |\n| 茶叶 | 12 |")
    assert block.value == {"caption": "产量", "header": ["产品", "吨"], "rows": [["茶叶", "12"]]}


def test_a_quote_names_who_said_it():
    assert _only("> 水质好不好。\n> —— 工程师").value == {"text": "水质好不好。", "attribution": "工程师"}


def test_one_picture_is_an_image_and_several_are_a_gallery():
    assert _only("![a|甲]").kind == "image"
    assert len(_only("![a|甲][b|乙]").value["pictures"]) == 2


def test_lists_become_lists():
    assert _only("- 甲\n- 乙").value["html"] == "<ul><li>甲</li><li>乙</li></ul>"
    assert _only("1. 甲\n2. 乙").value["html"] == "<ol><li>甲</li><li>乙</li></ol>"


def test_links_and_strong_words():
    html = _only("**注意**，见[[a.b]]和[[c|这里]]，[外部](https://www.gov.cn/)").value["html"]
    assert '<b>注意</b>，见<a id="a.b">标题</a>和<a id="c">这里</a>' in html
    assert '<a href="https://www.gov.cn/">外部</a>' in html


def test_the_summary_ends_with_a_sentence():
    text = "各部门：\n\n" + "今天天气很好，适合出门走一走。" * 20
    summary = markup.first_sentences(text)
    assert summary.endswith("。")
    assert len(summary) <= 110


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60))
def test_no_text_becomes_a_tag_of_its_own(text):
    for block in markup.parse(f"文字{text}", _link):
        if block.kind == "paragraph":
            inner = block.value["html"].replace("<p>", "").replace("</p>", "")
            assert "<script" not in inner
