"""Of a web page its text is read; what could harm, hide or surround it is not."""

import pytest

from portal.documents.reading.document import (
    Heading,
    Paragraph,
    ReadDocument,
    Table,
    UnreadableError,
    squeeze,
)
from portal.documents.reading.read import read_bytes

from .samples import REGULATION, page_of_lines


def read(page: str, encoding: str = "utf-8") -> ReadDocument:
    return read_bytes(page.encode(encoding), "page.html")


def html(document: ReadDocument) -> str:
    return "".join(block.html for block in document.blocks if isinstance(block, Paragraph))


def test_a_page_is_read_like_the_same_text_in_a_file() -> None:
    from_page = read(page_of_lines(REGULATION))
    from_text = read_bytes(REGULATION.encode(), "a.txt")
    assert (from_page.title, from_page.blocks) == (from_text.title, from_text.blocks)


def test_a_page_in_gb18030_that_claims_to_be_utf8_is_read() -> None:
    assert read(page_of_lines(REGULATION), "gb18030").title == "安澜市公共停车场管理办法(征求意见稿)"


def test_scripts_frames_events_and_dangerous_addresses_are_gone() -> None:
    page = """<h1>公告</h1><p onclick="x()">正文<script>alert(1)</script><b>重点</b></p>
    <iframe src="https://elsewhere.example"></iframe><img src="data:image/png;base64,AA" onerror="x()">
    <p><a href="javascript:alert(1)">甲</a><a href="data:text/html,x">乙</a><a href="/relative">丙</a>
    <a href="https://www.gov.cn/a?b=1&amp;c=2" onmouseover="x()">丁</a>
    <a linktype="document" id="5">戊</a></p><svg><script>alert(2)</script></svg>
    <object data="x.swf"></object><embed embedtype="image" id="3">"""
    document = read(page)
    text = html(document)
    assert text == (
        '<p>正文<b>重点</b></p><p>甲乙丙 <a href="https://www.gov.cn/a?b=1&amp;c=2">丁</a> 戊</p>'
    )
    assert len(document.warnings) == 3


def test_what_a_page_hides_is_left_out_and_named() -> None:
    page = """<h1>公告</h1><p>正文。</p><div style="display: none"><a href="https://bad.example">博彩</a></div>
    <p hidden>藏</p><p style="position:absolute;left:-9999px">暗链</p>"""
    document = read(page)
    assert squeeze(document.text) == "公告正文。"
    assert any("hides" in warning for warning in document.warnings)


def test_only_the_main_text_is_taken_and_the_editor_is_told() -> None:
    around = "<nav>首页</nav><div>热点新闻排行</div><div id=zoom>{}</div><footer>联系我们</footer>"
    page = around.format(page_of_lines(REGULATION))
    document = read(page)
    assert squeeze(document.text) == squeeze(REGULATION)
    assert any("Only the main text" in warning for warning in document.warnings)


def test_the_title_comes_from_the_page_tag_and_is_not_repeated_in_the_text() -> None:
    head = '<meta name="ArticleTitle" content="关于停水的公告"><title>关于停水的公告_安澜市</title>'
    page = f"{head}<p>关于停水的公告</p><p>明日停水。</p>"
    document = read(page)
    assert (document.title, [block.text for block in document.blocks]) == ("关于停水的公告", ["明日停水。"])


def test_headings_lists_and_tables_keep_their_kind() -> None:
    page = """<h1>年度报告</h1><h2>概况</h2><p>一段。</p><h3>细节</h3>
    <ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>
    <table><caption>收支</caption><tr><th>项目</th><th>金额</th></tr>
    <tr><td>收入</td><td>1<script>x</script></td></tr></table>"""
    blocks = read(page).blocks
    assert blocks[0] == Heading(2, "概况", "heading-1")
    assert blocks[2] == Heading(3, "细节", "heading-2")
    assert blocks[3] == Paragraph("<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>")
    assert blocks[4].text == "收支"
    assert blocks[5] == Table((("项目", "金额"), ("收入", "1")), header=True)


def test_a_table_that_only_lays_out_the_page_is_read_as_text() -> None:
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in REGULATION.splitlines())
    document = read(f"<table>{rows}</table>")
    assert document.blocks == read(page_of_lines(REGULATION)).blocks


def test_merged_cells_keep_the_table_rectangular() -> None:
    rows = "<tr><td rowspan=2>甲</td><td colspan=99999>乙</td></tr><tr><td>丙</td></tr>"
    page = f"<h1>表</h1><table>{rows}</table>"
    table = next(block for block in read(page).blocks if isinstance(block, Table))
    assert len({len(row) for row in table.rows}) == 1
    assert table.rows[0][:2] == ("甲", "乙")
    assert table.rows[1][:2] == ("", "丙")
    assert len(table.rows[0]) <= 100


def test_marks_split_over_emphasis_are_still_articles() -> None:
    document = read(
        "<p>某办法</p><p><strong>第一</strong><b>条</b>&nbsp;<i>为了</i>规范。</p><p>第二条<br>施行。</p>"
    )
    assert [block.text for block in document.blocks] == ["第一条", "为了规范。", "第二条", "施行。"]
    assert document.blocks[1] == Paragraph("<p><i>为了</i>规范。</p>")


def test_text_that_looks_like_markup_stays_text() -> None:
    assert html(read("<h1>公告</h1><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>")) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>"
    )


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 60_000 + "深",
        "<div><!--</div>-->" * 60_000 + "深",
        "<div title='</div>'>" * 60_000 + "深",
        "<p '>" + "<div>" * 60_000 + "<p '>深",
        '<p =">' + "<div>" * 60_000 + '<p =">深',
        "<!-->" + "<div>" * 60_000 + "-->深",
        "<div><!x </div>" * 60_000 + "深",
        "<div><textarea></div></textarea>" * 60_000 + "深",
        "<div><script><!--<script></script></div>--></script>" * 60_000 + "深",
        "<div><svg><![CDATA[></div>]]></svg>" * 60_000 + "深",
        "<svg><title>" + "<div>" * 60_000 + "</title>深",
        "".join(f"<font color={number}>" for number in range(3_000)) + "<p>深" * 3_000,
    ],
)
def test_a_page_that_would_stall_a_parser_is_refused(page: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(page)
    assert caught.value.code == "too_deep"


def test_a_page_nested_within_reason_is_read() -> None:
    assert read("<div>" * 1_000 + "<p>通知</p><p>深处的正文。</p>").title == "通知"


@pytest.mark.parametrize("page", ["<html><body><script>x</script></body></html>", "<p> \u200b</p>", "   "])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(page)
    assert caught.value.code == "empty"
