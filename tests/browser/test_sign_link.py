"""A leader without an account signs on a telephone: the link, a wrong code, the right one."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import office
from tests.browser.installation import Installation

pytestmark = pytest.mark.browser
TITLE = "关于做好暑期学生安全工作的通知"
LEADER = "leader@city.example"
REGISTER = """
from sites.editorial import signatories
from sites.registry.models import SiteRecord
from tests.factories.sites import make_administrator
record = SiteRecord.objects.get(code="jyj")
by = make_administrator("security_admin")
signatories.register(record, by=by, name="郑明远", post="分管副市长", email="leader@city.example")
"""
# No signing link may lead a scanner of mails to the text, nor a telephone sideways.
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def telephone(browser: Browser):
    """A small window without cookies, in which no script runs; nobody is signed in."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 320, "height": 640}, java_script_enabled=True, has_touch=True
    )
    yield context.new_page()
    context.close()


def code_in_the_mail(place: Installation, page: Page) -> str:
    """The code, as soon as a worker sent it."""
    for _look in range(60):
        for file in Path(place.environment["YIZHAN_DATA"], "mail").glob("*.log"):
            message = email.message_from_bytes(file.read_bytes().partition(b"\n---")[0])
            if message["To"] == LEADER:
                return re.search(r"\d{6}", message.get_payload(decode=True).decode()).group()
        page.wait_for_timeout(500)
    raise AssertionError("No code was sent.")


def write_and_review(browser: Browser, place: Installation) -> None:
    editor = office.sign_in(browser, place, "jyj-editor")
    office.begin_article(editor, "通知公告")
    editor.fill("#id_title", TITLE)
    office.add_text(editor, "各中小学、幼儿园放假前开展一次安全教育，向家长发放告知书，并检查校舍。")
    office.submit(editor)
    office.approve_all(browser, place, "jyj", TITLE, ("reviewer", "secrecy_reviewer"))


def make_link(browser: Browser, place: Installation, axe: Callable[[Page], list[str]]) -> str:
    """Make a link as the reviewer; its address. The button is tested in test_sign_links.py."""
    reviewer = office.sign_in(browser, place, "jyj-reviewer")
    key = place.manage("shell", "-v", "0", "-c", _KEY.format(title=TITLE)).strip()
    reviewer.goto(place.address(path=f"/admin/editorial/sign-link/{key}/"))
    reviewer.get_by_role("button", name="生成链接").click()
    address = reviewer.get_by_label("链接地址").input_value()
    assert axe(reviewer) == []
    expect(reviewer.get_by_label("可直接转发的文字")).to_have_value(re.compile(re.escape(address)))
    reviewer.context.close()
    return address


def test_a_leader_signs_on_a_telephone(
    browser: Browser, place: Installation, axe: Callable[[Page], list[str]], telephone: Page
):
    place.manage("shell", "-v", "0", "-c", REGISTER)
    write_and_review(browser, place)
    address = make_link(browser, place, axe)
    said: list[str] = []
    telephone.on("console", lambda message: said.append(message.text))

    telephone.goto(address)
    expect(telephone.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(telephone.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text(TITLE)
    assert axe(telephone) == []
    assert telephone.evaluate(WIDTH) == 320
    telephone.get_by_role("button", name="发送验证码", exact=True).click()
    code = code_in_the_mail(place, telephone)

    wrong = "000000" if code != "000000" else "111111"
    telephone.get_by_label("验证码", exact=True).fill(wrong)
    telephone.get_by_label("意见").fill("同意，请尽快发布。")
    telephone.get_by_role("button", name="同意签发").click()
    expect(telephone.get_by_role("alert")).to_contain_text("还可以试4次")
    expect(telephone.get_by_label("意见")).to_have_value("同意，请尽快发布。")
    expect(telephone.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text(TITLE)
    assert axe(telephone) == []
    assert telephone.evaluate(WIDTH) == 320

    telephone.get_by_label("验证码", exact=True).fill(code)
    telephone.get_by_role("button", name="同意签发").click()
    expect(telephone.get_by_role("heading", level=1)).to_have_text("已签发")
    expect(telephone.get_by_role("main")).to_contain_text("郑明远（分管副市长）")
    assert axe(telephone) == []
    assert [text for text in said if "Content Security" in text] == []

    telephone.goto(place.address("jyj.localhost", "/tzgg/"))
    expect(telephone.get_by_role("link", name=TITLE)).to_be_visible()


_KEY = "from wagtail.models import Page; print(Page.objects.get(draft_title='{title}').pk)"
