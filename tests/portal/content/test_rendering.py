"""Every page type renders on its own site and nowhere else."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.content.models import LinkItem
from sites.pages import gate
from tests.portal.content.conftest import Everything

SHOWN = [
    "portalhome", "departmenthome", "countyhome", "column", "article", "leader",
    "institution", "topic", "plainpage", "alert",
]  # fmt: skip
# Their address only leads to another.
LEADING_ON = ["linkitem"]


def get(client, page):
    return client.get(page.get_url_parts()[2], headers={"host": page.get_site().hostname})


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_shows_its_title_in_one_h1(client, everything: Everything, name: str):
    page = everything.by_type[name]
    response = get(client, page)
    assert response.status_code == 200
    headings = LexborHTMLParser(response.content).css("h1")
    assert len(headings) == 1
    assert page.title in headings[0].text()


def test_the_navigation_marks_the_section_of_each_page_whatever_was_made_before(
    client, everything: Everything, tmp_path, settings
):
    # Only where copies are kept is anything remembered.
    settings.COPIES_ROOT = str(tmp_path)
    parts = {}
    for name in ("article", "institution", "article", "portalhome", "institution"):
        page = LexborHTMLParser(get(client, everything.by_type[name]).content)
        marked = page.css_first(".channels [aria-current]").text()
        assert parts.setdefault(name, marked) == marked
    assert len(set(parts.values())) == 3


def test_what_was_typed_into_the_search_is_shown_to_nobody_else(
    client, everything: Everything, tmp_path, settings
):
    settings.COPIES_ROOT = str(tmp_path)
    for words in ("", "供暖", ""):
        found = client.get("/search/", {"q": words}, headers={"host": everything.host})
        typed = [field.attributes["value"] for field in LexborHTMLParser(found.content).css("input[name=q]")]
        assert set(typed) == {words}


@pytest.mark.parametrize("name", [*SHOWN, *LEADING_ON])
def test_an_unpublished_page_is_not_found(client, everything: Everything, name: str):
    page = everything.by_type[name]
    page.live = False
    with gate.opened():
        page.save()
    assert get(client, page).status_code == 404


def test_a_page_is_not_found_on_another_site(client, everything: Everything):
    article = everything.by_type["article"]
    response = client.get(article.get_url_parts()[2], headers={"host": "bureau.example"})
    assert response.status_code == 404


@pytest.mark.parametrize("name", [name for name in SHOWN if not name.endswith("home")])
def test_the_breadcrumb_names_each_level_once(client, everything: Everything, name: str):
    page = everything.by_type[name]
    trail = LexborHTMLParser(get(client, page).content).css(".breadcrumb-list li")
    titles = [ancestor.title for ancestor in page.get_ancestors(inclusive=True)[2:]]
    assert [step.text() for step in trail] == ["首页", *titles]


def test_the_list_beside_a_column_is_headed_by_its_channel(client, everything: Everything):
    column = everything.by_type["column"]
    heading = LexborHTMLParser(get(client, column).content).css_first(".side-nav h2")
    assert heading is not None
    assert heading.text() == column.get_parent().title


def test_a_link_leads_to_its_target(client, everything: Everything):
    response = get(client, everything.by_type["linkitem"])
    assert (response.status_code, response["Location"]) == (302, "https://www.gov.cn/")


def test_a_link_whose_page_was_taken_down_leads_to_its_column(client, everything: Everything):
    article, link = everything.by_type["article"], everything.by_type["linkitem"]
    LinkItem.objects.filter(pk=link.pk).update(link_url="", link_page=article)
    with gate.opened():
        article.unpublish()
    response = get(client, link)
    assert response["Location"] == link.get_parent().get_url_parts()[2]


def test_a_new_article_is_on_its_column_and_on_the_home_page(client, everything: Everything):
    title = everything.by_type["article"].title.encode()
    assert title in get(client, everything.by_type["column"]).content
    assert title in get(client, everything.by_type["portalhome"]).content
    assert title not in get(client, everything.by_type["departmenthome"]).content


def test_an_unknown_host_is_refused_with_a_sentence(client, everything: Everything):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "请核对网址" in response.content.decode()


def test_an_address_of_many_segments_is_not_found(client, everything: Everything):
    assert client.get("/" + "a/" * 40, headers={"host": everything.host}).status_code == 404


def test_the_site_map_names_every_column(client, everything: Everything):
    text = client.get("/sitemap/", headers={"host": everything.host}).content.decode()
    for title in ("通知公告", "政策解读", "领导之窗"):
        assert title in text


def test_the_footer_leads_to_where_errors_are_reported(client, everything: Everything):
    record = everything.record
    record.error_report_url = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"
    record.save()
    text = get(client, everything.by_type["portalhome"]).content.decode()
    assert 'href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html">我为政府网站找错' in text
