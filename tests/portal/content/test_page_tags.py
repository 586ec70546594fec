"""Page tags: 3 on the home page, 7 on a column, 10 on an article (国办发〔2017〕47号)."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from tests.portal.content.conftest import Everything
from tests.portal.content.test_rendering import get

SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE = ["ArticleTitle", "PubDate", "ContentSource"]


def tags(client, page) -> dict[str, str]:
    tree = LexborHTMLParser(get(client, page).content)
    wanted = {*SITE, *COLUMN, *ARTICLE}
    return {
        node.attributes["name"]: node.attributes["content"]
        for node in tree.css("meta[name]")
        if node.attributes["name"] in wanted
    }


def test_the_home_page_has_three_tags(client, everything: Everything):
    assert tags(client, everything.by_type["portalhome"]) == {
        "SiteName": "测试市人民政府",
        "SiteDomain": "city.example",
        "SiteIDCode": "3605000002",
    }


def test_a_column_has_seven_tags(client, everything: Everything):
    found = tags(client, everything.by_type["column"])
    assert list(found) == SITE + COLUMN
    assert found["ColumnType"] == "通知公告"
    assert all(found.values())


def test_an_article_has_ten_tags_with_a_date_to_the_minute(client, everything: Everything):
    found = tags(client, everything.by_type["article"])
    assert list(found) == SITE + COLUMN + ARTICLE
    assert len(found["PubDate"]) == len("2026-11-21 09:30")
    assert found["ContentSource"] == "市政府办公室"


def test_the_canonical_address_is_the_public_one(client, everything: Everything):
    article = everything.by_type["article"]
    tree = LexborHTMLParser(get(client, article).content)
    assert tree.css_first("link[rel=canonical]").attributes["href"] == article.full_url
