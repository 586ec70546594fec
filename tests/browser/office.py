"""What people do in the office, step by step, as a browser test does it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Locator, Page, expect

from .installation import PASSWORD, Installation

# What the button says in a secrecy review, in other steps and in the last.
APPROVE = re.compile("^(记录结论|通过|签发)$")
# Who takes the steps of a notice, and of a document.
NOTICE = ("reviewer", "secrecy_reviewer", "signer")
DOCUMENT = ("reviewer", "secrecy_reviewer", "proofreader", "signer")


def sign_in(browser: Browser, place: Installation, username: str) -> Page:
    """A new window in which `username` has signed in."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(place.address(path="/admin/"))
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(username)
    return page


def begin_article(page: Page, column: str) -> None:
    """Find the column among the pages of the site and open the form for a new article there."""
    page.goto(urljoin(page.url, "/admin/pages/"))
    row = page.get_by_role("main").get_by_role("row").filter(has_text=column)
    # To edit it, to look into it: whatever the person may do, the link names the column.
    href = row.locator("a[href*='/admin/pages/']").first.get_attribute("href")
    page.goto(urljoin(page.url, f"/admin/pages/{re.search(r'/pages/([0-9]+)/', href)[1]}/add_subpage/"))
    page.get_by_role("link", name="文章", exact=True).click()


def choose_picture(page: Page, picture: Path, title: str, alternative: str) -> None:
    """Upload a picture with its alternative text and make it the cover."""
    page.get_by_role("button", name="选择图片").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="上传").click()
    _give_file(dialog, picture, title)
    dialog.locator("[name$=description]").fill(alternative)
    dialog.get_by_role("button", name="上传").click()
    expect(dialog).to_be_hidden()


def add_text(page: Page, text: str) -> None:
    """Add a block of text to the body and write in it."""
    body = _stream(page, "body")
    body.get_by_role("button", name="插入内容块").first.click()
    page.get_by_role("option", name="文字").click()
    editor = body.locator("[contenteditable=true]").first
    editor.click()
    page.keyboard.type(text)
    # The editor hands what was typed over to the form a quarter of a second later.
    page.wait_for_timeout(1_000)


def attach(page: Page, file: Path, title: str) -> None:
    """Upload a file and attach it."""
    attachments = _stream(page, "attachments")
    attachments.get_by_role("button", name="插入内容块").first.click()
    attachments.get_by_role("button", name="选择文档").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="上传").click()
    _give_file(dialog, file, title)
    dialog.get_by_role("button", name="上传").click()
    expect(dialog).to_be_hidden()


def submit(page: Page) -> None:
    page.get_by_role("button", name="提交审核").click()
    # Only the list in which the page stands says that it is done.
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/(\?.*)?$"), timeout=30_000)


def approve(browser: Browser, place: Installation, username: str, title: str) -> None:
    """Sign in, find the text on the desk, read it and approve it."""
    page = sign_in(browser, place, username)
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    # Only what comes last on the page says that the question before it is there, or is not asked.
    expect(page.get_by_role("button", name=APPROVE)).to_be_visible()
    public = page.get_by_label("可公开", exact=True)
    if public.count():
        public.check()
    page.get_by_role("button", name=APPROVE).click()
    expect(page).to_have_url(place.address(path="/admin/"))
    page.context.close()


def approve_all(
    browser: Browser, place: Installation, site: str, title: str, steps: tuple[str, ...] = NOTICE
) -> None:
    """Have every step of a text approved by the person of `site` who takes it."""
    for role in steps:
        approve(browser, place, f"{site}-{role}", title)


def _give_file(dialog: Locator, file: Path, title: str) -> None:
    dialog.locator("input[type=file]").set_input_files(file)
    # The form proposes the file's name as title; what is typed before that would be mixed with it.
    expect(dialog.locator("input[name$=title]")).not_to_be_empty()
    dialog.locator("input[name$=title]").fill(title)


def _stream(page: Page, name: str) -> Locator:
    return page.locator(f"section[id$={name}-section]")
