"""What a stranger puts into a page on its way to citizens is found, recorded once, and closed when gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from sites.delivery import acts, jobs
from sites.delivery.mirror import layout
from sites.delivery.models import PublicDifference
from sites.delivery.watch import watching
from sites.delivery.watch.looking import address_of
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.registry.models import SiteLanguage, SiteRecord
from tests.factories.sites import make_administrator, make_member

EVIL = "<script src='https://evil.top/x.js'></script>"
Kind = PublicDifference.Kind


@pytest.fixture
def article(signed):
    return signed.by_type["article"]


def watch(page, *, in_traditional: bool = False) -> None:
    """One look, and the second one if it was asked for."""
    before = set(TaskRun.objects.values_list("pk", flat=True))
    watching.watch([page], in_traditional=in_traditional)
    for run in TaskRun.objects.exclude(pk__in=before).filter(task_path=watching.look_again.path):
        watching.look_again(*run.args)


def rows() -> list[tuple[str, bool, bool]]:
    found = PublicDifference.objects.order_by("pk")
    return [(row.kind, row.is_critical, row.gone_at is None) for row in found]


def entries(act: str) -> list[dict]:
    return [entry.details for entry in Entry.objects.filter(act=act).order_by("number")]


def test_a_page_as_it_was_made_is_no_finding(article, front):
    front.shows(article)
    watch(article)
    assert rows() == []


def test_a_foreign_script_is_recorded_with_evidence_and_closed_when_it_is_gone(article, front, settings):
    front.shows(article, EVIL)
    watch(article)
    watch(article)
    assert rows() == [(Kind.SCRIPT, True, True)]
    (entry,) = entries(acts.PUBLIC_DIFFERS)
    assert "+ https://evil.top/x.js" in entry["excerpt"]
    kept = Path(settings.DATA_DIR, "evidence", entry["kept_in"])
    assert "evil.top" in (kept / "found.html").read_text()
    assert "evil.top" not in (kept / "expected.html").read_text()
    front.shows(article)
    watch(article)
    assert rows() == [(Kind.SCRIPT, True, False)]
    assert len(entries(acts.PUBLIC_AGREES)) == 1
    front.shows(article, EVIL)
    watch(article)
    assert rows() == [(Kind.SCRIPT, True, False), (Kind.SCRIPT, True, True)]


def test_what_is_put_only_into_the_page_in_traditional_characters_is_found_there(article, front):
    front.shows(article)
    front.shows(article, EVIL, in_traditional=True)
    watch(article)
    watch(article, in_traditional=True)
    row = PublicDifference.objects.get()
    assert (row.kind, row.gone_at) == (Kind.SCRIPT, None)
    assert "/zh-hant/" in row.address
    front.shows(article, in_traditional=True)
    watch(article, in_traditional=True)
    assert rows() == [(Kind.SCRIPT, True, False)]


def test_a_site_in_english_has_no_page_in_traditional_characters_to_look_at(article):
    record = article.get_site().record
    assert "/zh-hant/" in address_of(article, in_traditional=True)
    SiteRecord.objects.filter(pk=record.pk).update(language=SiteLanguage.ENGLISH)
    assert address_of(article) != ""
    assert address_of(article, in_traditional=True) == ""


def test_changed_text_and_foreign_links_are_critical_links_within_the_site_are_not(article, front):
    front.shows(article, "<p>已取消。<a href='https://evil.top/'></a></p>")
    watch(article)
    assert sorted(rows()) == [(Kind.LINK, True, True), (Kind.TEXT, True, True)]
    assert "已取消" in PublicDifference.objects.get(kind=Kind.TEXT).excerpt
    front.shows(article, "<a href='/'></a>")
    PublicDifference.objects.all().delete()
    watch(article)
    assert rows() == [(Kind.LINK, False, True)]


def test_another_status_is_a_difference_and_an_outage_is_none(article, front, settings):
    front.shows(article, status=302)
    watch(article)
    assert rows() == [(Kind.ANSWER, True, True)]
    PublicDifference.objects.all().delete()
    front.shows(article, EVIL, status=502)
    watch(article)
    settings.FRONT = "127.0.0.1:1"
    watch(article)
    assert rows() == []


def test_what_is_gone_at_the_second_look_never_counted(article, front):
    front.shows(article, EVIL)
    watching.watch([article])
    front.shows(article)
    watching.look_again(article.pk)
    assert rows() == []


def test_a_page_that_changes_meanwhile_is_not_compared(article, front, place, monkeypatch):
    front.shows(article, EVIL)
    # An expiry falls between the two sides: the number noted before it is older.
    now = place.index.now()
    place.expire([f"page:{article.pk}"], "x")
    monkeypatch.setattr(place.index, "now", lambda: now)
    watch(article)
    assert rows() == []


def test_while_citizens_read_the_mirrors_nothing_is_compared(article, front, settings):
    front.shows(article, EVIL)
    Path(settings.DATA_DIR, layout.MIRRORS).mkdir(parents=True)
    layout.switch_on(Path(settings.DATA_DIR), None)
    watch(article)
    assert rows() == []


def test_home_pages_and_what_was_published_last_are_looked_at_each_minute(signed, front):
    homes = [page for name, page in signed.by_type.items() if name.endswith("home")]
    assert {page.pk for page in homes} <= {page.pk for page in watching.most_read()}
    for page in watching.most_read():
        front.shows(page, EVIL)
    jobs.watch_most_read()
    again = TaskRun.objects.filter(task_path=watching.look_again.path)
    assert {run.args[0] for run in again} == {page.pk for page in watching.most_read()}


def test_in_their_part_of_a_day_pages_are_looked_at_in_both_scripts(article, front, monkeypatch):
    monkeypatch.setattr(watching, "part_of_all", lambda _number: [article])
    for in_traditional in (False, True):
        front.shows(article, EVIL, in_traditional=in_traditional)
    jobs.watch_all()
    again = TaskRun.objects.filter(task_path=watching.look_again.path)
    assert sorted(run.args for run in again) == [[article.pk, False], [article.pk, True]]


def test_the_parts_of_a_day_are_all_pages(signed):
    parts = [watching.part_of_all(number) for number in range(watching.PARTS_OF_A_DAY)]
    keys = [page.pk for part in parts for page in part]
    assert len(keys) == len(set(keys))
    assert {page.pk for page in signed.by_type.values()} <= set(keys)


def opens(user) -> bool:
    row = PublicDifference.objects.create(
        address="https://www.example/", kind=Kind.TEXT, is_critical=True, excerpt="“被改”",
        first_seen=timezone.now(), last_seen=timezone.now(),
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    index = client.get("/admin/differences/")
    detail = client.get(f"/admin/differences/inspect/{row.pk}/")
    client.post(f"/admin/differences/edit/{row.pk}/", {"excerpt": "x"})
    client.post(f"/admin/differences/delete/{row.pk}/")
    assert PublicDifference.objects.get(pk=row.pk).excerpt == "“被改”"
    row.delete()
    return "https://www.example/" in index.content.decode() and "被改" in detail.content.decode()


def test_who_runs_the_installation_reads_the_list_and_nobody_changes_it(signed):
    assert opens(make_administrator("system_admin"))
    assert not opens(make_administrator("security_admin"))
    assert not opens(make_member(signed.record, "site_admin"))
