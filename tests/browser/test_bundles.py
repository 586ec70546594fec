"""Two texts that are signed one after the other and become public together."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import office
from tests.browser.installation import Installation

pytestmark = pytest.mark.browser
TITLES = ["关于印发中小学作息时间管理办法的通知", "《中小学作息时间管理办法》解读"]
NAME = "作息时间管理办法及解读"


def test_two_texts_are_put_together_signed_one_by_one_and_public_at_once(
    browser: Browser, place: Installation, axe
):
    reader = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
    column = place.address("jyj.localhost", "/tzgg/")
    editor = office.sign_in(browser, place, "jyj-editor")
    for title in TITLES:
        editor.goto(place.address(path="/admin/"))
        office.begin_article(editor, "通知公告")
        editor.fill("#id_title", title)
        office.add_text(editor, "作息时间管理办法自2026年12月1日起施行，请各学校做好安排。")
        office.submit(editor)

    editor.get_by_role("link", name="成组发布").click()
    assert axe(editor) == []
    editor.get_by_role("button", name="建立发布组").click()
    expect(editor.get_by_role("main")).to_contain_text("请填写名称")
    editor.get_by_label("新发布组的名称").fill(NAME)
    editor.get_by_role("button", name="建立发布组").click()
    for title in TITLES:
        editor.get_by_label(title).check()
    editor.get_by_role("button", name="加入发布组").click()
    editor.get_by_role("button", name="确认备齐，全部签发后发布").click()
    expect(editor.get_by_role("main")).to_contain_text("最后一个页面签发后")
    assert axe(editor) == []

    office.approve_all(browser, place, "jyj", TITLES[0])
    editor.reload()
    expect(editor.get_by_role("main")).to_contain_text("已签发，等待一起发布")
    reader.goto(column)
    expect(reader.get_by_role("main")).not_to_contain_text(TITLES[0])

    office.approve_all(browser, place, "jyj", TITLES[1])
    reader.goto(column)
    for title in TITLES:
        expect(reader.get_by_role("main")).to_contain_text(title)
    editor.reload()
    expect(editor.get_by_role("main")).to_contain_text("已发布")
    assert axe(editor) == []
    reader.context.close()
