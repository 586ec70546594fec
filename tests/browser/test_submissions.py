"""A bureau offers its page to the portal, which adopts it as a mirror; then the source changes."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import office
from tests.browser.installation import Installation

pytestmark = pytest.mark.browser
TITLE = "关于校车线路调整的通知"
ADDED = "十月起恢复原线路。"
# The bureau's page: there is no other of this title yet.
_KEY = "from wagtail.models import Page; print(Page.objects.get(title='{title}').pk)"


@pytest.fixture
def reader(browser: Browser):
    """A citizen's window, in which no script runs."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_submission_is_adopted_and_its_source_changed(browser: Browser, place: Installation, reader, see):
    author = office.sign_in(browser, place, "jyj-editor")
    receiver = office.sign_in(browser, place, "portal-editor")
    key = publish(browser, place, author)
    open_column(place, receiver, see)
    offer(place, author, key, see)
    submission = adopt(place, receiver, see)
    office.approve_all(browser, place, "portal", TITLE)
    receiver.goto(submission)
    address = receiver.get_by_role("link", name="http://localhost/").inner_text()
    copy = place.address(path=urlsplit(address).path)
    reader.goto(copy)
    expect(reader.get_by_role("main")).to_contain_text("三号校车")
    # Needs a script, and there is none.
    expect(reader.locator("[data-print]")).to_be_hidden()
    expect(reader.get_by_role("link", name="测试市教育局").first).to_be_visible()

    change(browser, place, author, key)
    take_over(receiver, submission, see)
    reader.goto(copy)
    expect(reader.get_by_role("main")).not_to_contain_text(ADDED)
    office.approve_all(browser, place, "portal", TITLE)
    reader.goto(copy)
    expect(reader.get_by_role("main")).to_contain_text(ADDED)


def publish(browser: Browser, place: Installation, author: Page) -> str:
    """Have the bureau's page go out; returns its key."""
    office.begin_article(author, "通知公告")
    author.fill("#id_title", TITLE)
    office.add_text(author, "九月一日起，三号校车改由市政广场发车。")
    office.submit(author)
    office.approve_all(browser, place, "jyj", TITLE)
    return place.manage("shell", "-v", "0", "-c", _KEY.format(title=TITLE)).strip()


def open_column(place: Installation, receiver: Page, see) -> None:
    receiver.goto(place.address(path="/admin/submissions/columns/"))
    receiver.get_by_label("栏目").select_option(label="通知公告")
    receiver.get_by_role("button", name="开放").click()
    expect(receiver.get_by_role("main")).to_contain_text("该栏目现在接收报送")
    see(receiver)


def offer(place: Installation, author: Page, key: str, see) -> None:
    """Offer it; first with a day that is over."""
    author.goto(place.address(path=f"/admin/submissions/offer/{key}/"))
    button = author.get_by_role("main").get_by_role("button", name="报送", exact=True)
    author.get_by_label("推荐理由").fill("关系全市学生出行。")
    author.get_by_label("测试市人民政府 · 通知公告").check()
    author.get_by_label("希望答复日期").fill("2020-01-01")
    button.click()
    expect(author.get_by_role("main")).to_contain_text("请选择今天以后的日期")
    expect(author.get_by_label("推荐理由")).to_have_value("关系全市学生出行。")
    see(author)
    author.get_by_label("希望答复日期").fill("")
    button.click()
    expect(author.get_by_role("main")).to_contain_text("待处理")


def adopt(place: Installation, receiver: Page, see) -> str:
    """Adopt it as a mirror; first without saying how. Returns the address of the submission."""
    receiver.goto(place.address(path="/admin/"))
    receiver.get_by_role("main").get_by_role("link", name=TITLE).click()
    button = receiver.get_by_role("button", name="采用", exact=True)
    button.click()
    expect(receiver.get_by_role("main")).to_contain_text("请选择采用方式")
    see(receiver)
    receiver.get_by_label("引用").check()
    button.click()
    expect(receiver.get_by_role("main")).to_contain_text("已采用，稿件已提交审核")
    return receiver.url


def change(browser: Browser, place: Installation, author: Page, key: str) -> None:
    author.goto(place.address(path=f"/admin/pages/{key}/edit/"))
    author.locator("section[id$=body-section] [contenteditable=true]").first.click()
    author.keyboard.press("Control+End")
    author.keyboard.type(ADDED)
    author.wait_for_timeout(1_000)
    office.submit(author)
    office.approve_all(browser, place, "jyj", TITLE)


def take_over(receiver: Page, submission: str, see) -> None:
    """See the difference as soon as the background has noticed it, and take it over."""
    receiver.goto(submission)
    button = receiver.get_by_role("button", name="同步改动并重新审核")
    for _look in range(30):
        if button.count():
            break
        receiver.wait_for_timeout(1_000)
        receiver.reload()
    expect(receiver.locator("ins")).to_contain_text(ADDED)
    see(receiver)
    button.click()
    expect(receiver.get_by_role("main")).to_contain_text("稿件已提交审核")
