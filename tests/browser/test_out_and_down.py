"""A text that goes out in an emergency, is approved afterwards, and comes down with a receipt."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import office
from tests.browser.installation import Installation

pytestmark = pytest.mark.browser
TITLE = "关于台风红色预警期间停课的通知"


@pytest.fixture
def reader(browser: Browser):
    """A citizen's window, in which no script runs."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_an_emergency_is_public_at_once_approved_afterwards_and_withdrawn_with_a_receipt(
    browser: Browser, place: Installation, reader, see
):
    column = place.address("jyj.localhost", "/tzgg/")
    release(browser, place, see)
    reader.goto(column)
    reader.get_by_role("link", name=TITLE).click()
    address = reader.url
    office.approve_all(browser, place, "jyj", TITLE)
    assert reader.goto(address).status == 200

    ask_for_withdrawal(browser, place, see)
    sign_and_read_the_receipt(browser, place, address, see)
    assert reader.goto(address).status == 404
    reader.goto(column)
    expect(reader.get_by_role("main")).not_to_contain_text(TITLE)


def release(browser: Browser, place: Installation, see) -> None:
    """Write a text and release it at once; first without a reason."""
    officer = office.sign_in(browser, place, "jyj-emergency_publisher")
    office.begin_article(officer, "通知公告")
    officer.fill("#id_title", TITLE)
    office.add_text(officer, "台风红色预警期间，全市中小学、幼儿园停课。")
    officer.get_by_role("button", name="保存草稿").click()
    officer.get_by_role("link", name="应急发布").click()
    officer.get_by_role("button", name="立即发布").click()
    expect(officer.get_by_role("main")).to_contain_text("请写明不能等待审核的理由")
    see(officer)
    officer.get_by_label("应急发布的理由").fill("台风今晚登陆，须立即告知家长。")
    officer.get_by_role("button", name="立即发布").click()
    expect(officer.get_by_role("main")).to_contain_text("请在期限内补办审核")


def ask_for_withdrawal(browser: Browser, place: Installation, see) -> None:
    """Ask; first without kind and reason."""
    reviewer = office.sign_in(browser, place, "jyj-reviewer")
    # The button stands in the menu of the page in the list (tests/sites/editorial/test_withdrawal.py).
    key = place.manage("shell", "-v", "0", "-c", _KEY.format(title=TITLE)).strip()
    reviewer.goto(place.address(path=f"/admin/editorial/withdraw/{key}/"))
    reviewer.get_by_role("button", name="申请撤稿").click()
    expect(reviewer.get_by_role("main")).to_contain_text("请选择撤稿类别")
    see(reviewer)
    reviewer.get_by_label("过时失效").check()
    reviewer.get_by_label("理由").fill("台风已过，恢复上课。")
    reviewer.get_by_role("button", name="申请撤稿").click()
    expect(reviewer.get_by_role("main")).to_contain_text("撤稿申请等待签发")


def sign_and_read_the_receipt(browser: Browser, place: Installation, address: str, see) -> None:
    signer = office.sign_in(browser, place, "jyj-signer")
    signer.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    see(signer)
    signer.get_by_role("button", name="同意撤稿", exact=True).click()
    expect(signer.get_by_role("heading", level=2).first).to_contain_text(TITLE)
    expect(signer.get_by_role("main")).to_contain_text(address)
    for _look in range(30):
        if signer.get_by_text("所有公开网址均已核验撤下").count():
            break
        signer.wait_for_timeout(1_000)
        signer.reload()
    expect(signer.get_by_role("main")).to_contain_text("所有公开网址均已核验撤下")
    see(signer)
    expect(signer.get_by_role("row", name=address).first).to_contain_text("404")


_KEY = "from wagtail.models import Page; print(Page.objects.get(title='{title}').pk)"
