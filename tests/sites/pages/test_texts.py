"""The text of a page, place by place."""

import pytest

from portal.content.models import Article
from sites.pages.texts import places, plain_text

pytestmark = pytest.mark.django_db


def article(**fields) -> Article:
    return Article(title="关于开展测试的通知", **fields)


def test_each_field_and_each_block_is_a_place_in_the_order_of_reading():
    page = article(
        summary="为做好测试工作。",
        body=[
            {"type": "heading", "id": "h1", "value": {"text": "一、总体要求", "level": "2", "anchor": "a"}},
            {"type": "paragraph", "id": "p1", "value": "<p>各县、区人民政府：</p>"},
        ],
    )
    assert [(place.path, place.text) for place in places(page)] == [
        ("title", "关于开展测试的通知"),
        ("summary", "为做好测试工作。"),
        ("body.h1", "一、总体要求"),
        ("body.p1", "各县、区人民政府："),
    ]


def test_paragraphs_items_and_breaks_are_lines_and_markup_is_no_text():
    assert plain_text("<p>甲<b>乙</b></p><ul><li>丙</li><li>丁</li></ul><p>a&nbsp;b<br/>&lt;c&gt;</p>") == (
        "甲乙\n丙\n丁\na b\n<c>"
    )


def test_what_an_attribute_says_is_no_text():
    assert plain_text('<p><a href="https://a.example/?x>y">链接</a></p>') == "链接"


def test_tables_captions_and_the_pieces_of_a_gallery_are_read():
    page = article()
    page.body = [
        {
            "type": "table",
            "value": {
                "caption": "表一",
                "table": {
                    "columns": [{"type": "text", "heading": "名称"}, {"type": "text", "heading": "数量"}],
                    "rows": [{"values": ["桥梁", "3"]}],
                    "caption": "",
                },
            },
        },
        {"type": "quote", "value": {"text": "原文", "attribution": "某人"}},
        {
            "type": "gallery",
            "value": [{"type": "item", "id": "i1", "value": {"image": None, "caption": "图一"}}],
        },
    ]
    body = [place for place in places(page) if place.path.startswith("body.")]
    assert [place.kind for place in body] == ["table", "quote", "gallery"]
    assert [place.text for place in body] == ["表一\n名称 数量\n桥梁 3", "原文\n某人", "图一"]


def test_what_readers_do_not_see_is_no_place():
    page = article(slug="t2026", keywords="测试")
    assert {place.path for place in places(page)} == {"title", "keywords"}
