"""A click on a result is told to the installation, by links that work without it."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.test import override_settings
from playwright.sync_api import Browser
from wagtail.models import Site

from portal.content.models import Column
from search.maintenance import repair
from search.models import Entry
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_site

TITLES = ("公积金缴存指南", "公积金提取指南")


@pytest.fixture
def results(live_server) -> str:
    """The address of a page of results."""
    record = make_site("city", kind="portal", hostname="city.localhost")
    Site.objects.filter(pk=record.site_id).update(port=live_server.thread.port)
    column = Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")
    for title in TITLES:
        ArticleFactory(parent=column, title=title)
    repair()
    with override_settings(ALLOWED_HOSTS=["*"]):
        yield f"http://city.localhost:{live_server.thread.port}/search/?q=公积金 指南"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("button", ["left", "middle"])
def test_the_result_that_is_opened_is_told_with_its_place(browser: Browser, results, button):
    context = browser.new_context()
    page, sent = context.new_page(), []
    context.on("request", lambda request: sent.append(request) if "/opened/" in request.url else None)
    page.goto(results)
    second = page.locator(".result").nth(1)
    key = second.get_attribute("data-result")
    with context.expect_event("response", lambda response: "/opened/" in response.url) as told:
        second.locator("a").click(button=button)
    assert told.value.status == 204
    (request,) = sent
    assert parse_qs(request.post_data) == {"q": ["公积金 指南"], "place": ["2"], "result": [key]}
    assert Entry.objects.filter(pk=key).exists()
    context.close()
