"""An entry of the office's search is written alone; what is missing or of other words is made."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object
from wagtail.search.models import IndexEntry

from portal.content.models import Article
from search.office.maintenance import repair
from sites.pages import gate
from tests.factories.pages import ArticleFactory

from .conftest import LATIN, TITLE, notices


def titles(query: str) -> set[str]:
    return {page.title for page in get_search_backend().autocomplete(query, Page.objects.all())}


@pytest.fixture
def article(fund) -> Article:
    return Article.objects.get(title=TITLE)


def test_an_entry_is_written_in_one_statement_that_reads_no_other(article):
    with CaptureQueriesContext(connection) as captured:
        insert_or_update_object(article)
    about_entries = [each["sql"] for each in captured if "indexentry" in each["sql"]]
    assert len(about_entries) == 1
    assert about_entries[0].startswith("INSERT")
    assert "SELECT" not in about_entries[0]


def test_a_page_is_found_by_its_new_title_and_no_longer_by_its_old_one(article):
    article.title = "关于医疗保险的公告"
    with gate.opened():
        article.save(update_fields=["title"])
    insert_or_update_object(article)
    assert titles("医疗") == {"关于医疗保险的公告"}
    assert TITLE not in titles("公积金")


@pytest.mark.parametrize("text", ["x" * 5000, "\\ ' \" % \x01", "𰀀𠮷" * 500, "公积金" * 5000])
def test_any_text_is_put_into_the_search(article, text: str):
    article.summary = article.body = ""
    article.body = [("paragraph", f"<p>{text}</p>")]
    insert_or_update_object(article)
    assert TITLE in titles("公积金")


def test_a_page_that_is_gone_is_not_found(article):
    with gate.opened():
        article.delete()
    assert TITLE not in titles("公积金")


def test_the_check_makes_what_is_missing_and_what_has_other_words_and_nothing_else(fund):
    entry = IndexEntry.objects.filter(object_id=str(Article.objects.get(title=TITLE).pk))
    # As Wagtail leaves it.
    entry.update(title_norm=1.0, autocomplete="")
    IndexEntry.objects.filter(object_id=str(Article.objects.get(title=LATIN).pk)).delete()
    assert titles("公积金").isdisjoint({TITLE})
    with pytest.raises(CommandError):
        call_command("search", "verify")
    assert repair() >= 2
    assert TITLE in titles("公积金")
    assert LATIN in titles("anlan")
    assert repair() == 0


def test_the_check_takes_out_what_is_left_of_things_that_are_gone(fund):
    left = IndexEntry.objects.create(
        content_type=IndexEntry.objects.filter(object_id=str(fund.site.root_page_id)).first().content_type,
        object_id="987654321",
        title="",
        body="",
        autocomplete="",
    )
    repair()
    assert not IndexEntry.objects.filter(pk=left.pk).exists()


@pytest.mark.parametrize("command", [["update_index"], ["search", "rebuild"]])
def test_a_rebuild_makes_every_entry(fund, command: list[str], capsys):
    ArticleFactory(parent=notices(fund), title="新的公积金办法")
    IndexEntry.objects.all().delete()
    call_command(*command)
    assert {TITLE, "新的公积金办法"} <= titles("公积金")
    assert repair() == 0
