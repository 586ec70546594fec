"""Who follows a link out of the government's websites is told so first; nobody else makes such links."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from wagtail.models import Page

from portal.content.models import Article, LinkItem
from sites.delivery import leaving
from sites.delivery.copies.store import Store
from sites.editorial.rules import hosts
from sites.pages import gate
from tests.factories.pages import AlertFactory, ArticleFactory, LinkItemFactory
from tests.factories.sites import make_site, make_user
from tests.portal.content.conftest import built, everything
from tests.sites.delivery.copies.conftest import place, publish, readers

__all__ = ["built", "everything", "place", "readers"]
BANK = "https://www.bank.example/card?a=1&b=2"
GOVERNMENT = "https://www.gov.cn/zhengce/"


def html_of(everything, page: Page) -> str:
    response = Client(SERVER_NAME=everything.host).get(page.get_url_parts()[2])
    assert response.status_code == 200
    return response.content.decode()


def text_with(address: str) -> list:
    return [("paragraph", f'<p>详见<a href="{address.replace("&", "&amp;")}">这里</a>。</p>')]


def is_led(html: str, address: str = BANK) -> bool:
    """Whether a page links to the notice and nowhere straight to the address."""
    return f'href="{address}' not in unescape(html) and leaving.way_to(address) in unescape(html)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/zwgk/",
        "#here",
        "mailto:office@anlan.example",
        GOVERNMENT,
        "http://www.安澜.政务/",
        "https://city.example/tzgg/",
        "https://CITY.example./tzgg/",
    ],
)
def test_what_the_government_answers_for_is_linked_as_it_is(address, everything):
    assert leaving.way_to(address) == address


@pytest.mark.parametrize(
    "address",
    [
        BANK,
        "//www.bank.example/",
        "///www.bank.example/",
        "/\\www.bank.example/",
        "https:www.bank.example",
        " https://www.bank.example/",
        "https://gov.cn.example/",
        "https://www.gov.cn@www.bank.example/",
        "https://www.bank.example\\@www.gov.cn/",
        "http://[::1",
    ],
)
def test_whatever_a_browser_takes_for_another_host_leads_by_the_notice(address, everything):
    assert leaving.way_to(address).startswith("/leaving/?")
    assert Client(SERVER_NAME=everything.host).get(leaving.way_to(address)).status_code == 200


def test_the_notice_names_the_host_and_offers_both_ways(everything):
    came_from = f"http://{everything.host}/tzgg/"
    client = Client(SERVER_NAME=everything.host)
    response = client.get(leaving.way_to(BANK), headers={"referer": came_from})
    html = response.content.decode()
    assert response.status_code == 200
    assert "您将离开本网站" in html
    assert "www.bank.example" in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert f'href="{BANK}"' in unescape(html)
    assert f'href="{came_from}"' in html
    assert "http-equiv" not in html
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/", "javascript:alert(1)"])
def test_the_way_back_is_on_this_website(referer, everything):
    headers = {"referer": referer} if referer else {}
    response = Client(SERVER_NAME=everything.host).get(leaving.way_to(BANK), headers=headers)
    assert response.context["back"] == "/"


def changed(**changes: str) -> str:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving.way_to(BANK)).query).items()}
    return "&".join(f"{name}={value}" for name, value in {**asked, **changes}.items() if value)


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "https://evil.example/"},
        {"to": "javascript:alert(1)", "seal": "x"},
        {"seal": "x"},
        {"seal": ""},
        {"to": ""},
        {"to": "%00"},
        {"to": "", "seal": ""},
    ],
)
def test_nobody_else_makes_links_to_the_notice(changes, everything):
    response = Client(SERVER_NAME=everything.host).get(f"/leaving/?{changed(**changes)}")
    assert response.status_code == 400
    html = response.content.decode()
    assert "链接不完整" in html
    assert '="https://evil.example' not in html
    assert ">https://evil.example" not in html


def test_the_office_shows_the_notice_without_a_site(everything, settings):
    settings.EXTRA_HOSTS = frozenset({"office.internal"})
    assert Client(SERVER_NAME="office.internal").get(leaving.way_to(BANK)).status_code == 200


def test_links_in_texts_go_by_the_notice_and_say_so(everything):
    article = ArticleFactory(parent=everything.by_type["column"], body=text_with(BANK))
    html = html_of(everything, article)
    assert is_led(html)
    assert 'class="outside"><span class="visually-hidden">（外部网站）</span>这里</a>' in html
    stored = Article.objects.get(pk=article.pk).body[0].value.source
    assert BANK in unescape(stored)


def test_links_in_texts_to_the_government_stay_as_they_are(everything):
    article = ArticleFactory(parent=everything.by_type["column"], body=text_with(GOVERNMENT))
    assert f'<a href="{GOVERNMENT}">这里</a>' in html_of(everything, article)


def test_the_source_of_an_article_goes_by_the_notice(everything):
    column = everything.by_type["column"]
    article = ArticleFactory(parent=column, source_name="某银行", source_url=BANK)
    assert is_led(html_of(everything, article))


def test_entries_that_lead_elsewhere_go_by_the_notice_in_lists_and_by_themselves(everything):
    column = everything.by_type["linkitem"].get_parent().specific
    link: LinkItem = LinkItemFactory(parent=column, link_url=BANK)
    assert is_led(html_of(everything, column))
    response = Client(SERVER_NAME=everything.host).get(link.get_url_parts()[2])
    assert (response.status_code, response["Location"]) == (302, leaving.way_to(BANK))


def test_the_link_area_and_the_entry_for_errors_go_by_the_notice(everything):
    home = everything.by_type["portalhome"]
    everything.record.error_report_url = f"{BANK}&c=3"
    everything.record.save()
    home.link_area = [("group", {"title": "其他网站", "links": [{"title": "银行", "url": BANK}]})]
    publish(home)
    html = html_of(everything, home)
    assert is_led(html)
    assert is_led(html, f"{BANK}&c=3")


def test_an_alert_goes_by_the_notice(everything):
    alert = AlertFactory(parent=everything.by_type["portalhome"], link_url=BANK)
    assert is_led(html_of(everything, everything.by_type["portalhome"]))
    assert is_led(html_of(everything, alert))


def test_a_host_registered_as_governmental_needs_no_notice_from_then_on(
    everything, readers, place: Store, django_capture_on_commit_callbacks
):
    article = ArticleFactory(parent=everything.by_type["column"], body=text_with(BANK))
    assert is_led(html_of(everything, article))
    by = make_user(is_superuser=True)
    with django_capture_on_commit_callbacks(execute=True):
        hosts.review("shop.example", None, "只是商店", by)
    assert is_led(html_of(everything, article))
    with django_capture_on_commit_callbacks(execute=True):
        reviewed = hosts.review("bank.example", None, "市属公共机构", by, is_government=True)
    assert f'href="{BANK}"' in unescape(html_of(everything, article))
    with django_capture_on_commit_callbacks(execute=True):
        hosts.drop(reviewed, by)
    assert is_led(html_of(everything, article))


def test_a_new_site_of_the_installation_needs_no_notice_from_then_on(
    everything, readers, place: Store, django_capture_on_commit_callbacks
):
    article = ArticleFactory(parent=everything.by_type["column"], body=text_with(BANK))
    assert is_led(html_of(everything, article))
    with django_capture_on_commit_callbacks(execute=True):
        make_site("bank", hostname="www.bank.example")
    assert f'href="{BANK}"' in unescape(html_of(everything, article))


def test_many_links_outside_cost_no_query_each(everything, readers, django_assert_max_num_queries):
    column = everything.by_type["linkitem"].get_parent().specific
    with gate.opened():
        for number in range(10):
            LinkItemFactory(parent=column, link_url=f"https://bank{number}.example/")
    leaving.way_to(BANK)
    with django_assert_max_num_queries(0):
        assert all(leaving.leads_outside(f"https://bank{number}.example/") for number in range(10))
