"""What a page is besides its words."""

import json

import pytest

from portal.content.models import Article
from sites.pages import seen
from sites.pages.skeleton import skeleton

pytestmark = pytest.mark.django_db
LINKED = '<p>见<a href="https://www.gov.cn/">国务院</a>文件</p>'


def bare(*blocks, **fields) -> str:
    body = [{"type": kind, "value": value, "id": str(number)} for number, (kind, value) in enumerate(blocks)]
    return skeleton(Article(title="通知", body=json.dumps(body), display_date=None, **fields))


def paragraph(html: str, **fields) -> str:
    return bare(("paragraph", html), **fields)


def table(*rows: list[str]) -> str:
    columns = [{"type": "text", "heading": "数"}]
    cells = [{"values": row} for row in rows]
    return bare(("table", {"caption": "表", "table": {"columns": columns, "rows": cells, "caption": ""}}))


@pytest.mark.parametrize(
    "html",
    [
        "<p>别的字</p>",
        "<p>两</p><p>段</p>",
        "<p><b>粗</b>体</p>",
        '<p data-block-key="a1">号</p>',
        "<p>一<br/>二</p>",
    ],
)
def test_words_and_how_they_look_do_not_belong_to_it(html):
    assert paragraph("<p>原来的字</p>", summary="一") == paragraph(html, summary="二")


@pytest.mark.parametrize(
    "html",
    [
        LINKED.replace("gov.cn", "gov.com"),
        '<p>见<a linktype="document" id="1">国务院</a>文件</p>',
        "<p>见国务院文件</p>",
        f"{LINKED}<hr/>",
        LINKED.replace("<p>", '<p class="x">'),
        LINKED.replace("<a ", '<a title="&gt;" '),
        f'{LINKED}<embed embedtype="image" id="1"/>',
        f"{LINKED}<iframe></iframe>",
        f"{LINKED}<h2>标题</h2>",
    ],
)
def test_a_link_and_whatever_else_a_tag_says_belongs_to_it(html):
    assert paragraph(LINKED) != paragraph(html)
    assert paragraph(LINKED) == paragraph(LINKED.replace("国务院", "省政府"))


def test_the_cells_of_a_table_are_words_its_shape_is_not():
    assert table(["1"], ["2"]) == table(["3"], ["4"])
    assert table(["1"], ["2"]) != table(["1"])


def test_which_blocks_there_are_belongs_to_it():
    one, two = ("paragraph", "<p>一</p>"), ("quote", {"text": "引", "attribution": ""})
    assert bare(one, two) != bare(two, one)
    assert bare(one, two) != bare(one)
    heading = {"text": "题", "level": "2", "anchor": ""}
    assert bare(("heading", heading)) == bare(("heading", heading | {"text": "别题"}))
    assert bare(("heading", heading)) != bare(("heading", heading | {"level": "3"}))


def test_what_was_signed_before_there_were_notes_keeps_its_digest():
    page = Article(title="通知", display_date=None)
    assert not {"correction_note", "corrected_on"} & set(seen.form(page)["fields"])
    before = seen.digest(page)
    page.correction_note = "更正"
    assert seen.digest(page) != before
