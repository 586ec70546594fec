"""In a real browser: the policies break nothing, and nothing asks a host outside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sites.media.operations import store_document, store_image
from tests.factories import pages
from tests.factories.sites import make_site, make_user
from tests.sites.protection import samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

REPORT = """document.addEventListener('securitypolicyviolation', event =>
    console.log('CSP ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile))"""
# Jcrop, Wagtail's tool for the focal point, tries out by an attribute whether a browser knows touch.
KNOWN = ("CSP script-src-attr inline", "Jcrop")


class Window:
    """A window that lets nothing out, and remembers what was tried and what the policy stopped."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.outside: list[str] = []
        self.stopped: list[str] = []
        self.context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 1000})
        self.context.add_init_script(REPORT)
        self.context.route("**/*", self._let_through_or_stop)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self._remember(message.text))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def _let_through_or_stop(self, route: Route) -> None:
        host = urlsplit(route.request.url).netloc
        if host in ("", urlsplit(self.address).netloc):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _remember(self, text: str) -> None:
        if text.startswith("CSP ") and not all(part in text for part in KNOWN):
            self.stopped.append(f"{text} at {urlsplit(self.page.url).path}")


@pytest.fixture
def window(browser: Browser, live_server, settings, tmp_path) -> Iterator[Window]:
    settings.MEDIA_ROOT = tmp_path / "media"
    window = Window(browser, live_server.url)
    yield window
    assert window.outside == []
    assert window.stopped == []
    window.context.close()


@pytest.fixture
def article():
    """A published article with a cover, a picture and an attachment, on a site of this server."""
    record = make_site(code="portal", kind="portal", hostname="localhost")
    photo = io.BytesIO(samples.photo(size=(800, 600)))
    image = store_image(photo, "校园", "校园的大门", record.collection, None)
    paper = store_document(io.BytesIO(samples.GOOD["pdf"]), "附件", record.collection, None, name="a.pdf")
    column = pages.ColumnFactory(parent=record.site.root_page, kind="news")
    body = [
        ("heading", {"text": "一、总则", "level": "2", "anchor": "a-1"}),
        ("paragraph", "<p>正文</p>"),
        ("image", {"image": image, "caption": "大门"}),
        ("attachment", {"document": paper, "title": "附件"}),
    ]
    return pages.ArticleFactory(parent=column, cover=image, body=body)


def sign_in(window: Window) -> None:
    make_user("管理员", username="root", is_superuser=True)
    window.go("/admin/login/")
    window.page.fill("#id_username", "root")
    window.page.fill("#id_password", "correct horse battery")
    window.page.locator("main button[type=submit]").click()
    window.page.wait_for_load_state("networkidle")


def test_citizens_read_without_a_call_outside_or_a_stopped_script(window, article):
    for path in (
        "/",
        article.get_parent().url,
        article.url,
        "/search/?q=%E9%80%9A%E7%9F%A5",
        "/sitemap/",
        "/no-page/",
    ):
        window.go(urlsplit(path).path or "/")
    window.go(urlsplit(article.url).path)
    loaded = window.page.evaluate("[...document.images].filter(image => image.naturalWidth > 0).length")
    assert loaded >= 1


def test_the_editor_writes_with_everything_it_has(window, article):
    sign_in(window)
    window.go(f"/admin/pages/{article.pk}/edit/")
    page = window.page
    writing = page.locator(".Draftail-Editor [contenteditable=true]").first
    writing.click()
    page.keyboard.type("新写的文字 ")
    page.keyboard.press("Control+b")
    page.keyboard.type("加粗")
    expect(writing).to_contain_text("加粗")
    # A date field starts its calendar by the inline script that the office's policy allows.
    page.locator("a[role=tab]", has_text="详情").or_(page.locator("a[role=tab]").nth(1)).first.click()
    page.locator("#id_display_date").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    page.keyboard.press("Escape")


def test_the_preview_shows_the_page_in_a_frame(window, article):
    sign_in(window)
    window.go(f"/admin/pages/{article.pk}/edit/")
    window.page.locator("button[data-side-panel-toggle='preview']").first.click()
    preview = window.page.frame_locator(
        "iframe#w-preview-iframe, iframe[data-w-preview-target='iframe']"
    ).first
    expect(preview.locator("h1")).to_contain_text(article.title)


def test_a_picture_goes_through_the_uploader_and_gets_its_focal_point(window, article, tmp_path):
    file = Path(tmp_path) / "photo.jpg"
    file.write_bytes(samples.photo(size=(800, 600), gps=True))
    sign_in(window)
    window.go("/admin/images/multiple/add/")
    page = window.page
    page.locator("input[type=file]").first.set_input_files(file)
    page.locator("#upload-list input[name$=description]").fill("红蓝两色")
    page.locator("#upload-list form [type=submit]").first.click()
    expect(page.locator("#upload-list input[name$=description]")).to_have_count(0)
    image = article.cover.__class__.objects.get(description="红蓝两色")
    window.go(f"/admin/images/{image.pk}/")
    box = page.locator(".jcrop-tracker").last.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 130, box["y"] + 110, steps=5)
    page.mouse.up()
    assert int(page.locator("#id_focal_point_width").input_value()) > 50


def test_every_list_of_the_office_opens(window, article):
    sign_in(window)
    for path in (
        "/admin/", "/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/documents/multiple/add/",
        "/admin/users/", "/admin/reports/site-history/", "/admin/reports/workflow/", "/admin/account/",
        "/admin/redirects/add/", f"/admin/pages/{article.pk}/history/", f"/admin/images/{article.cover_id}/",
    ):  # fmt: skip
        window.go(path)
    assert window.page.locator("main").count() == 1
