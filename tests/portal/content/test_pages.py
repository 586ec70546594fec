"""What pages check and fill in by themselves."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from portal.content.blocks import BodyBlock
from portal.content.models import Alert, Article, LinkItem, Topic
from sites.pages import gate
from tests.factories import pages
from tests.portal.content.conftest import Everything, column_of
from tests.portal.content.test_rendering import get

YESTERDAY = timezone.now() - datetime.timedelta(days=1)
TOMORROW = timezone.now() + datetime.timedelta(days=1)


def test_slugs_are_date_and_serial_and_never_empty(everything: Everything):
    column = column_of(everything.record, "policy")
    day = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)
    slugs = [pages.ArticleFactory(parent=column, display_date=day).slug for _number in range(3)]
    assert slugs == ["20260305-0001", "20260305-0002", "20260305-0003"]


def test_a_slug_in_use_is_not_given_again_after_one_before_it_is_gone(everything: Everything):
    column = column_of(everything.record, "policy")
    day = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)
    first, second = (pages.ArticleFactory(parent=column, display_date=day) for _number in range(2))
    with gate.opened():
        first.delete()
    column.refresh_from_db()
    assert pages.ArticleFactory(parent=column, display_date=day).slug == "20260305-0003"
    assert second.slug == "20260305-0002"


def test_a_link_needs_exactly_one_target(everything: Everything):
    article = everything.by_type["article"]
    for target in ({}, {"link_url": "https://www.gov.cn/", "link_page": article}):
        with pytest.raises(ValidationError, match=r"(?s)link_page"):
            LinkItem(title="办理业务", **target).clean()


def test_an_alert_ends_after_it_begins(db):
    with pytest.raises(ValidationError, match="expires_at"):
        Alert(title="预警", starts_at=TOMORROW, expires_at=YESTERDAY).clean()


def test_a_topic_closes_after_it_opens(db):
    with pytest.raises(ValidationError, match="closed_on"):
        Topic(title="专题", opened_on=TOMORROW.date(), closed_on=YESTERDAY.date()).clean()


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"expires_at": YESTERDAY, "starts_at": YESTERDAY - datetime.timedelta(days=1)}, False),
        ({"starts_at": TOMORROW, "expires_at": TOMORROW + datetime.timedelta(days=1)}, False),
        ({"live": False}, False),
    ],
)
def test_an_alert_is_shown_while_it_is_published_and_in_time(
    client, everything: Everything, fields, is_shown
):
    with gate.opened():
        everything.by_type["alert"].delete()
    pages.AlertFactory(parent=everything.by_type["portalhome"], text="沿江路段封闭", **fields)
    text = get(client, everything.by_type["column"]).content.decode()
    assert ("沿江路段封闭" in text) is is_shown


def test_an_alert_for_all_sites_is_on_all_sites_and_others_stay_at_home(client, everything: Everything):
    home = everything.by_type["portalhome"]
    pages.AlertFactory(parent=home, text="全市停课", scope="all")
    pages.AlertFactory(parent=home, text="门户检修", scope="site")
    elsewhere = get(client, everything.by_type["departmenthome"]).content.decode()
    assert "全市停课" in elsewhere
    assert "门户检修" not in elsewhere


def test_headings_of_an_article_can_be_linked_to(client, everything: Everything):
    heading = {"text": "第三十一条", "level": "3", "anchor": "article-31"}
    body = [("heading", heading), ("paragraph", "<p>内容</p>")]
    article = pages.ArticleFactory(parent=everything.by_type["column"], body=body)
    assert 'id="article-31"' in get(client, article).content.decode()


def test_an_empty_cell_is_no_heading(client, everything: Everything):
    table = {
        "columns": [{"type": "text", "heading": "项目"}, {"type": "text", "heading": ""}],
        "rows": [{"values": ["户数", "12"]}, {"values": ["", "13"]}],
    }
    body = [{"type": "table", "value": {"caption": "统计", "table": table}}]
    article = pages.ArticleFactory(parent=everything.by_type["column"], body=json.dumps(body))
    tree = LexborHTMLParser(get(client, article).content)
    assert [node.text() for node in tree.css("table th")] == ["项目", "户数"]


def test_headings_get_anchors_of_their_own_when_the_editor_gives_none():
    block = BodyBlock()
    heading = {"text": "总体要求", "level": "2", "anchor": ""}
    value = block.to_python([{"type": "heading", "value": heading, "id": f"{n}a2b3c4d5e6f"} for n in (1, 2)])
    assert [child.value["anchor"] for child in block.clean(value)] == ["h-1a2b3c4d", "h-2a2b3c4d"]


def test_the_first_publication_is_in_no_form():
    form = Article.get_edit_handler().get_form_class()
    assert "first_published_at" not in form.base_fields
