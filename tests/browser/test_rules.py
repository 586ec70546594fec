"""An editor is told beside the block what the rules object to, explains it, and submits."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import office
from tests.browser.installation import Installation

pytestmark = pytest.mark.browser


def test_a_number_typed_is_found_beside_its_block_explained_and_submitted(
    browser: Browser, place: Installation
):
    editor = office.sign_in(browser, place, "jyj-editor")
    office.begin_article(editor, "工作动态")
    editor.fill("#id_title", "关于招生咨询的通知")
    office.add_text(editor, "招生咨询请联系李老师，13800138000。")
    block = editor.locator("[data-contentpath=body] [data-streamfield-child]").first
    expect(block).to_contain_text("此处有手机号码（138****8000）", timeout=15_000)

    editor.get_by_role("button", name="提交审核").click()
    expect(editor.get_by_role("main")).to_contain_text("草稿已保存，尚未提交审核", timeout=30_000)
    expect(block).to_contain_text("招生咨询请联系李老师")
    expect(block).to_contain_text("个人的号码请隐去", timeout=15_000)

    block.locator("summary").click()
    block.get_by_label("理由").fill("招生办公室的工作手机")
    block.get_by_role("button", name="保存理由").click()
    expect(block).to_contain_text("已说明： 招生办公室的工作手机")
    office.submit(editor)
