"""What is changed in the database or shown by an old copy is found, for the ledger knows what was signed."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.content.models import Article
from sites.delivery import acts, jobs
from sites.delivery.copies import files
from sites.delivery.models import PublicDifference
from sites.editorial import witnesses
from sites.editorial.recording import record as record_act
from sites.ledger.models import Entry
from sites.pages import gate, seen


@pytest.fixture
def article(signed, place):
    made = signed.by_type["article"]
    read(signed, made)
    return made


def read(signed, page) -> None:
    Client().get(page.get_url_parts()[2], headers={"Host": signed.host})


def change_in_the_database(page, summary: str = "改过的摘要") -> None:
    """No version, no signal."""
    with connection.cursor() as cursor:
        of_summary = Article._meta.get_field("summary").model._meta
        table, key = of_summary.db_table, of_summary.pk.column
        cursor.execute(f"UPDATE {table} SET summary = %s WHERE {key} = %s", [summary, page.pk])  # noqa: S608 - ours


def copy_of(place, page):
    name = f"{page.get_site().hostname}{page.get_url_parts()[2]}index.html"
    return name, files.read(place.public / name)


def recorded(act: str) -> int:
    return Entry.objects.filter(act=act).count()


def test_a_copy_leads_to_the_entry_of_what_was_signed(article, place):
    _name, copy = copy_of(place, article)
    signed = witnesses.last_signed([article.pk])[article.pk]
    assert (copy.origin.page, copy.origin.digest) == (article.pk, signed.digest)
    assert Entry.objects.get(number=signed.entry).details["pages"][str(article.pk)] == copy.origin.digest


def test_pages_that_a_site_began_with_raise_no_alarm(article, capsys):
    jobs.check_signatures()
    call_command("verify_copies")
    assert not PublicDifference.objects.exists()


def test_a_page_changed_in_the_database_is_found_with_its_copy_and_without(article, signed, place):
    change_in_the_database(article)
    jobs.check_signatures()
    jobs.check_signatures()
    row = PublicDifference.objects.get()
    assert (row.kind, row.page_id, row.is_critical) == ("unsigned", article.pk, True)
    assert recorded(acts.PUBLIC_DIFFERS) == 1
    place.clear("x")
    read(signed, article)
    with pytest.raises(CommandError, match="签发"):
        call_command("verify_copies")
    # A new copy would be the same: it is the page that is wrong.
    assert recorded(acts.COPY_CHANGED) == 0


def test_it_is_closed_when_the_page_is_as_it_was_signed_again(article):
    before = article.summary
    change_in_the_database(article)
    jobs.check_signatures()
    change_in_the_database(article, before)
    jobs.verify_copies()
    assert PublicDifference.objects.get().gone_at is not None
    assert recorded(acts.PUBLIC_AGREES) == 1


@pytest.mark.parametrize(("minutes", "found"), [(0, 0), (5, 1)])
def test_a_copy_of_what_is_signed_no_longer_is_set_aside(article, place, minutes, found):
    change_in_the_database(article)
    live = Article.objects.get(pk=article.pk)
    record_act("published", live, None, content_digest=seen.digest(live))
    published = timezone.now() - datetime.timedelta(minutes=minutes)
    with gate.opened():
        Article.objects.filter(pk=article.pk).update(last_published_at=published)
    name, _copy = copy_of(place, article)
    jobs.verify_copies()
    assert (place.public / name).exists() is not bool(found)
    assert recorded(acts.COPY_CHANGED) == found
    assert not PublicDifference.objects.exists()
