"""White space and the order of attributes do not matter; where a page leads and what it runs always does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.delivery.watch.fingerprint import Fingerprint, fingerprint

ADDRESS = "https://www.anlan.gov.cn/tzgg/1/"
SPACE = st.text(" \n\t", min_size=1, max_size=5)
WORDS = st.lists(st.text("安澜市通知abc0-9", min_size=1, max_size=8), min_size=1, max_size=6)
HOST = st.from_regex(r"[a-z]{1,12}\.(com|cn|top)", fullmatch=True)


def of(inside: str, head: str = "") -> Fingerprint:
    page = f"<!doctype html><title>通知</title>{head}<body><main>{inside}</main></body>"
    return fingerprint(page, ADDRESS)


@given(WORDS, SPACE, SPACE)
def test_white_space_does_not_matter(words, one, other):
    first, second = (space.join(f"<p>{word}</p>" for word in words) for space in (one, other))
    assert of(first) == of(f"{other}{second}{one}")


@given(st.permutations(['src="/a.js"', 'defer=""', 'class="x"', 'type="module"']), SPACE)
def test_the_order_of_attributes_does_not_matter(attributes, space):
    written = space.join(attributes)
    assert of(f"<script {written}></script>") == of(
        '<script src="/a.js" defer class="x" type="module"></script>'
    )


@given(HOST, WORDS)
def test_the_host_of_a_script_always_matters(host, words):
    text = "".join(f"<p>{word}</p>" for word in words)
    ours = of(f'{text}<script src="/static/a.js"></script>')
    theirs = of(f'{text}<script src="//{host}/static/a.js"></script>')
    assert ours.text == theirs.text
    assert ours.targets["script"] != theirs.targets["script"] == (f"https://{host}/static/a.js",)


@pytest.mark.parametrize(
    ("kind", "injected"),
    [
        ("script", "<script>steal()</script>"),
        ("script", '<p onclick="steal()"></p>'),
        ("frame", '<iframe src="https://evil.top/"></iframe>'),
        ("frame", "<iframe srcdoc='<p>x</p>'></iframe>"),
        ("frame", '<object data="//evil.top/x"></object>'),
        ("form", '<form action="https://evil.top/login"></form>'),
        ("form", '<button formaction="//evil.top/"></button>'),
        ("link", '<a href="https://evil.top/"></a>'),
        ("link", '<a href="https://[evil"></a>'),
        ("hidden", '<p style="display: none"><a href="/tzgg/">x</a></p>'),
        ("hidden", '<a hidden href="/tzgg/">x</a>'),
        ("refresh", '<meta http-equiv="Refresh" content="0; url=https://evil.top/">'),
        ("refresh", '<base href="https://evil.top/">'),
    ],
)
def test_whatever_is_injected_changes_its_kind(kind, injected):
    assert of(f"<p>全文</p>{injected}").targets[kind] != of("<p>全文</p>").targets[kind]


def test_one_character_in_the_text_or_the_title_matters():
    assert of("<p>二十日</p>") != of("<p>二十一日</p>")
    assert of("<p>二十日</p>") != of("<p>二十日</p>", head="<title>x</title>").text


def test_the_text_of_scripts_is_no_text_of_the_page():
    assert of("<p>全文</p><script>var a</script><style>p{}</style>").text == "通知 全文"
