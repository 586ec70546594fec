"""Only what people read is converted; the markup stays the same, letter by letter."""

import pytest

from sites.delivery.traditional.markup import in_traditional


def converted(markup: str) -> str:
    return in_traditional(
        markup, lambda address: f"/zh-hant{address}" if address.startswith("/") else address
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>发展&nbsp;&#21457;<br>说明</p>", "<p>發展&nbsp;&#21457;<br>説明</p>"),
        ('<img src="/发.png" alt="头发">', '<img src="/发.png" alt="頭髮">'),
        (
            "<script>var 发 = '发';</script><style>.发{}</style>",
            "<script>var 发 = '发';</script><style>.发{}</style>",
        ),
        ('<input type="hidden" value="发"><option value="发">发</option>', None),
        ('<input type="search" value="发">', '<input type="search" value="發">'),
        ('<a href="/tzgg/">发</a>', '<a href="/zh-hant/tzgg/">發</a>'),
        ('<a href="/tzgg/" hreflang="zh-Hans" lang="zh-Hans">简体<b>发</b></a>发', None),
        ('<svg><path d="M0"/><use href="#发"/></svg>发', '<svg><path d="M0"/><use href="#发"/></svg>發'),
        ("<!-- 发 --><!doctype html>", "<!-- 发 --><!doctype html>"),
        ("<ul lang=zh-Hans><li>发<li>发</ul><p>发", "<ul lang=zh-Hans><li>发<li>发</ul><p>發"),
        ("<p>1 < 2 发 & 展</p>", "<p>1 < 2 發 & 展</p>"),
        ("<p title='发\"展'>", '<p title="發&quot;展">'),
        ('<html lang="zh-CN" data-theme="发">', '<html lang="zh-Hant" data-theme="发">'),
    ],
)
def test_text_is_converted_and_the_rest_is_left(before, after):
    if after is None:
        after = before.replace("发</option>", "發</option>").replace("</a>发", "</a>發")
    assert converted(before) == after
