"""A site in English speaks English in all that citizens read, and leaves no trace of it elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import get_language

from search.maintenance import repair
from sites.delivery.mirror import own_pages
from sites.registry.addresses import public_root
from sites.registry.models import SiteRecord, SiteState
from sites.registry.operations import change_state
from tests.factories.pages import AlertFactory, ArticleFactory, PlainPageFactory
from tests.factories.sites import make_department, make_site, make_user
from tests.portal.content.conftest import column_of


@pytest.fixture
def chinese(db) -> SiteRecord:
    return make_site("city", kind="portal", name="测试市人民政府")


@pytest.fixture
def english(chinese) -> SiteRecord:
    chinese.sponsor.english_name = "People’s Government of Testing"
    chinese.sponsor.save()
    return make_site("en", kind="portal", name="Testing", language="en", sponsor=chinese.sponsor)


def read(record: SiteRecord, path: str = "/", **more) -> str:
    return answer(record, path, **more).content.decode()


def answer(record: SiteRecord, path: str = "/", **more):
    host = record.site.hostname
    return Client(raise_request_exception=False).get(path, headers={"host": host, **more})


def link(record: SiteRecord, tag: str, title: str) -> str:
    return f'<a href="{public_root(record.site)}/" lang="{tag}" hreflang="{tag}">{title}</a>'


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "How to reach us"),
        ("/news/", "You are here"),
        ("/sitemap/", "Site map"),
        ("/search/?q=nothing", "Nothing was found"),
        ("/mode/", "Display settings"),
        ("/leaving/", "This link is not complete"),
        ("/nothing/here/", "Page not found"),
    ],
)
def test_whatever_a_citizen_reads_is_in_english_and_says_so(english, path, words):
    text = read(english, path)
    assert '<html lang="en"' in text
    assert words in text
    assert "A website of People’s Government of Testing" in text


def test_an_article_has_english_dates_signs_and_departments(english):
    article = ArticleFactory(
        parent=column_of(english, "news"), title="A bridge", department=make_department("测试局")
    )
    text = read(english, article.get_url_parts()[2])
    assert f'Published on: <time datetime="{article.display_date.astimezone():%Y-}' in text
    assert "：" not in text
    # Who has no English name keeps the Chinese one, which says what it is.
    assert 'Responsible department: <span lang="zh-CN">测试局</span>' in text


def test_the_language_ends_with_the_request(chinese, english):
    for path in ("/", "/nothing/", "/news/feed/"):
        answer(english, path)
        assert get_language() == "zh-hans"
    assert '<html lang="zh-CN"' in read(chinese)
    assert "没有找到此页面" in read(chinese, "/nothing/")


def test_each_site_leads_to_the_other(chinese, english):
    assert link(english, "en", "English") in read(chinese)
    assert link(chinese, "zh-CN", "中文") in read(english)
    assert "简体" not in read(english)


def test_a_department_leads_to_the_site_of_its_government_a_county_does_not(chinese, english):
    bureau = make_site("bureau", sponsor=make_department("测试市教育局", parent=chinese.sponsor))
    county = make_site("county", kind="county", sponsor=make_department("测试县", parent=chinese.sponsor))
    assert ">English</a>" in read(bureau)
    assert ">English</a>" not in read(county)


def test_nothing_leads_to_a_site_that_is_not_open(chinese, english):
    change_state(english, SiteState.CLOSING, by=make_user())
    assert ">English</a>" in read(chinese)
    change_state(english, SiteState.CLOSED, by=make_user())
    assert ">English</a>" not in read(chinese)


def test_an_english_site_has_no_traditional_pages(english):
    for path in ("/zh-hant/", "/zh-hant/news/", "/zh-hant/search/"):
        response = answer(english, path)
        assert response.status_code == 404
        assert '<html lang="en"' in response.content.decode()
    home = read(english)
    assert "zh-hant" not in home.lower()
    assert 'rel="alternate" hreflang="en" href="http://en.example' in home


def test_the_feed_says_its_language(chinese, english):
    assert "<language>en</language>" in read(english, "/news/feed/")
    assert "<language>zh-CN</language>" in read(chinese, "/xwdt/bsyw/feed/")


def test_the_search_finds_pages_of_this_site_only(chinese, english):
    ArticleFactory(parent=column_of(english, "news"), title="The new bridge of Testing")
    ArticleFactory(parent=column_of(chinese, "news"), title="Another bridge")
    repair()
    text = read(english, "/search/?q=bridge")
    assert "The new <mark>bridge</mark> of Testing" in text
    assert "Another bridge" not in text


def test_the_home_page_shows_every_channel_that_holds_something(english):
    ArticleFactory(parent=column_of(english, "overview"), title="Where the city lies")
    text = read(english)
    assert "Where the city lies" in text
    assert 'id="channel-1">About the City' in text
    assert ">Doing Business</h2>" not in text


def test_staff_read_chinese_whatever_the_site(english):
    assert '<html lang="zh-hans"' in read(english, "/admin/login/")


def test_a_preview_is_in_the_language_of_the_site(english):
    page = PlainPageFactory(parent=english.site.root_page.specific)
    assert '<html lang="en"' in page.make_preview_request().content.decode()
    assert get_language() == "zh-hans"


def test_alerts_for_all_sites_reach_those_who_can_read_them_and_emergencies_everybody(chinese, english):
    home = chinese.site.root_page.specific
    AlertFactory(parent=home, scope="all", level="notice", title="寒潮预警")
    AlertFactory(parent=home, scope="all", level="emergency", title="防汛应急响应")
    text = read(english)
    assert "寒潮预警" not in text
    assert '<span lang="zh-CN"><strong>防汛应急响应' in text
    assert "寒潮预警" in read(chinese)


def test_what_only_a_mirror_has_is_in_the_language_of_the_site(chinese, english):
    assert '<html lang="en"' in own_pages.unavailable(english.site)
    assert '<html lang="en"' in own_pages.moved(english.site, "/news/")
    assert '<html lang="zh-CN"' in own_pages.unavailable(chinese.site)
