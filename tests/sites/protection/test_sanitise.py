"""What survives cleaning, and above all what does not."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sites.protection.sanitise import LINK_SCHEMES, RICH_TEXT_TAGS, plain_text, rich_text

ATTACKS = [
    "<script>alert(1)</script>正文",
    "<img src=x onerror=alert(1)>正文",
    "<svg onload=alert(1)><desc>x</desc></svg>正文",
    "正文<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>正文",
    "<a href='javascript:alert(1)'>正文</a>",
    "<a href='java\tscript:alert(1)'>正文</a>",
    "<a href='&#106;avascript:alert(1)'>正文</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>正文</a>",
    "<a href='vbscript:msgbox(1)'>正文</a>",
    "<p style='background:url(javascript:alert(1))' class='x' id='y' onclick='alert(1)'>正文</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>正文",
    "<object data='x.swf'></object><embed src='x.swf'>正文",
    "<form action='//evil.example'><button formaction='javascript:alert(1)'>正文</button></form>",
    "<base href='//evil.example'><meta http-equiv=refresh content='0;url=//evil.example'>正文",
    "<link rel=stylesheet href='//evil.example/a.css'>正文",
    "<table background='javascript:alert(1)'><tr><td onmouseover=alert(1)>正文</td></tr></table>",
    "<!--<script>alert(1)</script>-->正文",
    "<<script>script>alert(1)<</script>/script>正文",
]

TROUBLE = [
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "\x00",
    "&lt;",
]

# Pieces that make parsers disagree, glued together in any order.
fragments = st.lists(
    st.one_of(
        st.sampled_from(ATTACKS),
        st.sampled_from([f"<{tag}>" for tag in sorted(RICH_TEXT_TAGS)]),
        st.sampled_from([f"</{tag}>" for tag in sorted(RICH_TEXT_TAGS)]),
        st.sampled_from(TROUBLE),
        st.text(max_size=12),
    ),
    max_size=14,
).map("".join)

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>")
ALLOWED_ATTRIBUTE = re.compile(
    r"""(href="(?P<href>[^"]*)"|colspan="[^"]*"|rowspan="[^"]*"|scope="(row|col|rowgroup|colgroup)")"""
)


def assert_harmless(cleaned: str) -> None:
    for _close, name, attributes in TAG.findall(cleaned):
        assert name in RICH_TEXT_TAGS
        for match in ALLOWED_ATTRIBUTE.finditer(attributes):
            href = html.unescape(match["href"] or "").strip().lower()
            scheme, colon, _rest = href.partition(":")
            if colon and re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
                assert scheme in LINK_SCHEMES
        assert not ALLOWED_ATTRIBUTE.sub("", attributes).strip(" /")
    assert "<!" not in cleaned


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_could_run_survives_and_the_text_does(attack):
    cleaned = rich_text(attack)
    assert_harmless(cleaned)
    assert "正文" in cleaned


@settings(max_examples=400, deadline=None)
@given(fragments)
@example("<a><table><a>")
def test_whatever_is_glued_together_only_known_tags_and_attributes_survive(source):
    assert_harmless(rich_text(source))


@settings(max_examples=400, deadline=None)
@given(fragments)
@example("<a><table><a href='javascript:alert(1)'>正文</a>")
@example("<a><table>" * 40 + "正文")
def test_cleaning_twice_changes_nothing(source):
    once = rich_text(source)
    assert rich_text(once) == once


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_written_text_is_kept_to_the_letter(text):
    paragraph = f"<p>{html.escape(text)}</p>"
    assert html.unescape(rich_text(paragraph)) == f"<p>{text}</p>"


def test_what_rich_text_offers_is_kept():
    source = (
        '<h2>一、总则</h2><p>依据<b>《条例》</b>，<i>详见</i><a href="https://www.example.gov.cn/a.html">原文</a>'
        "<sup>1</sup><sub>2</sub><br>换行</p><ul><li>甲</li></ul><ol><li>乙</li></ol><blockquote>引</blockquote><hr>"
        '<table><thead><tr><th scope="col">名称</th></tr></thead>'
        '<tbody><tr><td colspan="2" rowspan="1">值</td></tr></tbody></table>'
    )
    assert rich_text(source) == source


def test_links_within_the_site_and_to_post_and_telephone_are_kept():
    for address in ("/col/1.html", "mailto:a@example.gov.cn", "tel:12345", "http://a.example/"):
        assert rich_text(f'<a href="{address}">x</a>') == f'<a href="{address}">x</a>'


def test_a_scope_that_is_none_goes():
    assert rich_text('<table><tbody><tr><th scope="evil">a</th></tr></tbody></table>').count("scope") == 0


def test_plain_text_has_no_tag_and_decodes_entities_once():
    assert plain_text("<p>甲 &amp;lt; 乙</p>") == "甲 &lt; 乙"
    assert plain_text("版权 &copy; &nbsp;一站").split() == ["版权", "©", "一站"]


def test_plain_text_has_no_content_of_scripts_and_styles():
    assert plain_text("<style>p{}</style><p>正文</p><script>alert(1)</script>") == "正文"


def test_plain_text_keeps_paragraphs_apart():
    assert plain_text("<p>甲</p><p>乙</p>") == "甲\n乙"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])))
def test_plain_text_gives_back_what_was_escaped(text):
    assert plain_text(html.escape(text)) == text
