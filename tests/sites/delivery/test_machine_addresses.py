"""What machines ask for: health, robots, sitemap."""

from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from sites.delivery import sitemap
from sites.registry.models import SiteState
from tests.factories.pages import ArticleFactory, LinkItemFactory
from tests.factories.sites import make_site

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def site(db):
    return make_site(hostname="jyj.localhost")


@pytest.fixture
def other(db):
    return make_site(hostname="wjw.localhost")


@pytest.fixture
def column(site):
    return site.site.root_page.get_children().first()


@pytest.fixture
def get(site):
    return lambda path, host="jyj.localhost": Client(SERVER_NAME=host).get(path)


def addresses(response) -> list[str]:
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    return [each.text for each in root.iterfind(".//s:loc", NAMES)]


def test_a_load_balancer_learns_that_all_is_well_under_any_host_name(get):
    response = get("/healthz", host="10.0.0.5")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response["Cache-Control"]


def test_a_load_balancer_learns_that_the_database_is_gone(get):
    def refuse(*args):
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        response = get("/healthz")
    assert response.status_code == 503


def test_an_open_site_names_its_sitemap_and_hides_only_its_search(get):
    text = get("/robots.txt").content.decode()
    assert "Disallow: /search/" in text
    assert "Sitemap: http://jyj.localhost/sitemap.xml" in text
    assert "Disallow: /\n" not in text
    assert "admin" not in text


@pytest.mark.parametrize("state", [SiteState.APPLIED, SiteState.FILED, SiteState.CLOSED])
def test_a_site_that_is_not_open_is_not_indexed(get, site, state):
    site.state = state
    site.save()
    assert get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_the_sitemap_names_every_published_page_of_this_site_and_no_other(get, column, other):
    article = ArticleFactory(parent=column)
    draft = ArticleFactory(parent=column, live=False)
    ArticleFactory(parent=other.site.root_page.get_children().first())
    found = addresses(get("/sitemap.xml"))
    assert "http://jyj.localhost/" in found
    assert article.full_url in found
    assert draft.full_url not in found
    assert all(address.startswith("http://jyj.localhost/") for address in found)
    assert len(found) == len(set(found))


def test_an_entry_that_only_leads_elsewhere_is_not_named(get, column):
    link = LinkItemFactory(parent=column)
    assert link.full_url not in addresses(get("/sitemap.xml"))


def test_every_address_of_the_sitemap_answers(get, column):
    ArticleFactory(parent=column)
    for address in addresses(get("/sitemap.xml")):
        assert get(address.removeprefix("http://jyj.localhost")).status_code in (200, 302), address


def test_addresses_carry_the_scheme_and_port_of_the_deployment(get, settings, column):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", 8443
    assert "https://jyj.localhost:8443/" in addresses(get("/sitemap.xml"))


def test_the_sitemap_says_when_a_page_was_last_published(get, column):
    article = ArticleFactory(parent=column)
    article.last_published_at = article.display_date
    article.save(update_fields=["last_published_at"])
    text = get("/sitemap.xml").content.decode()
    assert f"<lastmod>{article.display_date.isoformat(timespec='seconds')}</lastmod>" in text


def test_a_thousand_pages_take_as_many_queries_as_ten(get, column, django_assert_num_queries):
    ArticleFactory.create_batch(10, parent=column)
    get("/sitemap.xml")
    for more in (0, 100):
        ArticleFactory.create_batch(more, parent=column)
        with django_assert_num_queries(3):
            get("/sitemap.xml")


def test_a_large_site_gets_an_index_of_parts(get, column, monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 7)
    ArticleFactory.create_batch(10, parent=column)
    parts = addresses(get("/sitemap.xml"))
    assert parts[0] == "http://jyj.localhost/sitemap-1.xml"
    found = [
        address for part in parts for address in addresses(get(part.removeprefix("http://jyj.localhost")))
    ]
    assert len(found) == len(set(found)) == sitemap.pages_of(column.get_site()).count()
    assert get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert get("/sitemap-0.xml").status_code == 404


def test_the_icon_that_old_browsers_ask_for_is_the_one_of_the_house(get):
    response = get("/favicon.ico")
    assert response.status_code == 301
    assert response["Location"].endswith("favicon.svg")
