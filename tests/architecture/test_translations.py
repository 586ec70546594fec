"""Nobody reads English where Chinese was promised, and no translation lies."""

import re
from pathlib import Path

import pytest

from scripts import translation_gaps
from scripts.compile_messages import ROOT, faults, find_catalogs, read_catalog

CATALOGS = find_catalogs(ROOT)
# One word for one thing: what Wagtail's own translation calls it, and what this installation calls it.
OTHER_WORDS = {
    "工作流": "审核流程",
    "片段": "公用内容",
    "站点": "网站",
    "集合": "文件夹",
    "拒绝": "退回",
    "取消发布": "撤稿",
    "缩略名": "网址标识",
    "控制面板": "工作台",
    "你": "您",
}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: str(path.relative_to(ROOT).parents[2]))
def test_a_catalog_keeps_every_placeholder_and_tag_and_has_nothing_doubtful(path: Path) -> None:
    assert list(faults(read_catalog(path))) == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: str(path.relative_to(ROOT).parents[2]))
def test_chinese_texts_do_not_shout(path: Path) -> None:
    assert [
        text for text in translation_gaps.entries(read_catalog(path)).values() if re.search("[!！]", text)
    ] == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_of_the_installed_packages_has_chinese(domain: str) -> None:
    assert translation_gaps.untranslated_of_others(domain) == {}


def test_every_text_of_our_own_has_chinese() -> None:
    assert translation_gaps.untranslated_of_ours() == {}


def test_no_text_has_two_translations() -> None:
    assert list(translation_gaps.contradictions()) == []


def test_no_catalog_keeps_what_nobody_asks_for() -> None:
    assert translation_gaps.unused() == {}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_admin_has_one_word_for_one_thing(domain: str) -> None:
    texts = translation_gaps.shown_by_wagtail(domain)
    wrong = {
        text.text: chinese
        for text, chinese in texts.items()
        for word in OTHER_WORDS
        if word in chinese.replace("取消发布计划", "")
    }
    assert wrong == {}
