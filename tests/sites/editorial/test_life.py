"""The whole life of a page on one screen: what it tells, to whom, and whether it can be relied on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from portal.content.models import Article, Column
from sites.editorial import life
from sites.editorial.operations import approve, return_to_author, submit
from sites.ledger import heads, operations, verification
from sites.ledger.models import Entry
from tests.factories.review import withdraw
from tests.factories.sites import make_administrator, make_member, make_site, make_user

pytestmark = pytest.mark.django_db
UNHARMED = "与签发的内容一致"


def life_url(page: Page) -> str:
    return reverse("sites_editorial:life", args=[page.pk])


def office_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def record():
    return make_site("jyj", name="教育局")


@pytest.fixture
def people(record):
    names = {"editor": "钱采编", "reviewer": "孙审核", "secrecy_reviewer": "武保密", "signer": "李签发"}
    return {role: make_member(record, role, name) for role, name in names.items()}


@pytest.fixture
def auditor():
    return office_of(make_administrator("audit_admin", "周审计"))


@pytest.fixture
def draft(record, people) -> Article:
    column = Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")
    article = column.add_child(instance=_notice(people["editor"]))
    article.save_revision(user=people["editor"])
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def article(draft, people) -> Article:
    """Submitted, returned, submitted again, approved and published."""
    submit(draft, people["editor"])
    return_to_author(again(draft), people["reviewer"], "日期有误，请改正。")
    submit(again(draft), people["editor"])
    approve(again(draft), people["reviewer"], "同意。")
    approve(again(draft), people["secrecy_reviewer"])
    approve(again(draft), people["signer"])
    return again(draft)


def _notice(author) -> Article:
    body = [("paragraph", "<p>自明日起放假三天。</p>")]
    return Article(title="关于放假的通知", live=False, owner=author, body=body)


def again(page: Page) -> Article:
    return Article.objects.get(pk=page.pk)


def tamper(statement: str, *values: object) -> None:
    """What only somebody with the database in his hands can do: the triggers are dropped first."""
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS sites_ledger_entry_no_{verb}")
        cursor.execute(statement, values)


# --- What it tells --------------------------------------------------------------------------------


def test_the_life_tells_who_did_what_in_which_step_with_what_opinion(auditor, article):
    text = auditor.get(life_url(article)).content.decode()
    for expected in (
        "关于放假的通知", "教育局", article.get_full_url(), "已公开", "日期有误，请改正。", "同意。",
        "钱采编", "孙审核", "武保密", "李签发", "审核", "保密审查", "可公开", "签发", "保存版本", UNHARMED,
    ):  # fmt: skip
        assert expected in text
    published = Entry.objects.about(Page(pk=article.pk)).get(act="published")
    for digest in (published.digest, published.content_digest):
        # The beginning for the eye, all of it when opened and in print.
        assert f"{digest[:12]}…" in text
        assert text.count(digest) >= 2


def test_the_life_is_in_the_order_in_which_it_happened(article):
    told = [(event.what, event.who) for event in life.events(article)]
    assert [what for what, _who in told] == [
        "保存版本", "提交审核", "退回修改", "保存版本", "提交审核", "通过", "通过", "通过", "已发布",
    ]  # fmt: skip
    assert [event.at for event in life.events(article)] == sorted(e.at for e in life.events(article))


def test_it_says_who_holds_the_review_now(auditor, draft, people):
    submit(draft, people["editor"])
    text = auditor.get(life_url(draft)).content.decode()
    assert "孙审核" in text
    holding = life.holding(again(draft))
    assert [person.name for person in holding.people] == ["孙审核"]
    approve(again(draft), people["reviewer"])
    assert [person.name for person in life.holding(again(draft)).people] == ["武保密"]


def test_a_page_a_site_began_with_is_told_from_its_foundation(auditor, record):
    home = record.site.root_page
    column = Column.objects.descendant_of(home).get(slug="tzgg")
    for page in (home, column):
        text = auditor.get(life_url(page)).content.decode()
        assert UNHARMED in text
        assert len(life.events(page)) == 1


def test_a_page_that_was_taken_down_says_so(auditor, article, people):
    withdraw(article, people["reviewer"], people["signer"])
    text = auditor.get(life_url(article)).content.decode()
    assert "已撤" in text
    assert "目前不公开" in text
    assert article.get_full_url() not in text


# --- Whether it can be relied on ------------------------------------------------------------------


def test_a_text_changed_in_the_database_is_named(auditor, article):
    Article.objects.filter(pk=article.pk).update(summary="换过的摘要")
    text = auditor.get(life_url(article)).content.decode()
    assert UNHARMED not in text
    assert "与签发" in text


def test_a_page_made_public_by_another_door_is_named(auditor, draft, people):
    submit(draft, people["editor"])
    Page.objects.filter(pk=draft.pk).update(live=True)
    assert UNHARMED not in auditor.get(life_url(draft)).content.decode()


def test_an_entry_that_was_changed_is_named(auditor, article):
    entry = Entry.objects.about(Page(pk=article.pk)).get(act="published")
    tamper("UPDATE sites_ledger_entry SET actor_name = 'nobody' WHERE number = %s", entry.number)
    assert f"第{entry.number}条" in auditor.get(life_url(article)).content.decode()


def test_an_entry_whose_digest_was_made_to_fit_is_named_by_its_neighbour(article, people):
    entry = Entry.objects.about(Page(pk=article.pk)).get(act="returned")
    row = {**entry.as_row(), "actor_name": "nobody"}
    tamper(
        "UPDATE sites_ledger_entry SET actor_name = %s, digest = %s WHERE number = %s",
        "nobody", operations.chain.entry_digest(row), entry.number,
    )  # fmt: skip
    assert list(life.faults(article))


def test_a_neighbour_that_was_removed_is_named(article, auditor):
    last = Entry.objects.about(Page(pk=article.pk)).order_by("-number").first()
    operations.append("ledger_exported")
    tamper("DELETE FROM sites_ledger_entry WHERE number = %s", last.number + 1)
    assert list(life.faults(article))


def test_a_chain_written_anew_is_named_by_the_public_heads(article):
    entry = Entry.objects.about(Page(pk=article.pk)).order_by("-number").first()
    heads.file().parent.mkdir(parents=True, exist_ok=True)
    heads.file().write_text(f"2026-11-22\t{entry.number}\t{'0' * 64}\n")
    try:
        assert list(life.faults(article))
    finally:
        heads.file().unlink()


def test_it_says_when_all_of_the_ledger_was_last_checked(auditor, article):
    assert "尚未在此核对" in auditor.get(life_url(article)).content.decode()
    verification.verify_ledger(make_user().pk)
    assert "整个台账最近一次核对" in auditor.get(life_url(article)).content.decode()


# --- Who sees it ----------------------------------------------------------------------------------


def test_those_who_may_edit_the_page_find_it_in_its_history(article, people):
    office = office_of(people["editor"])
    history = office.get(reverse("wagtailadmin_pages:history", args=[article.pk])).content.decode()
    assert life_url(article) in history
    assert office.get(life_url(article)).status_code == 200


def test_those_of_the_site_who_may_not_edit_the_page_do_not(article, record):
    contributor = office_of(make_member(record, "contributor"))
    assert contributor.get(life_url(article)).status_code in {302, 403}


@pytest.mark.parametrize("role", ["contributor", "editor", "reviewer", "signer", "site_admin"])
def test_the_people_of_another_site_do_not(article, role):
    stranger = office_of(make_member(make_site("other"), role))
    assert stranger.get(life_url(article)).status_code in {302, 403, 404}


@pytest.mark.parametrize("post", ["system_admin", "security_admin"])
def test_the_other_administrators_do_not(article, post):
    assert office_of(make_administrator(post)).get(life_url(article)).status_code == 302


def test_an_auditor_sees_no_draft(auditor, draft, people):
    assert auditor.get(life_url(draft)).status_code == 404
    submit(draft, people["editor"])
    draft = again(draft)
    draft.title = "还没有送审的题目"
    draft.save_revision(user=people["reviewer"], clean=False)
    text = auditor.get(life_url(draft)).content.decode()
    assert "关于放假的通知" in text
    assert "还没有送审的题目" not in text


def test_the_desk_leads_to_the_life_of_a_page_and_for_what_is_gone_back_to_its_entries(
    auditor, draft, people
):
    submit(draft, people["editor"])
    desk = reverse("sites_ledger:desk")
    assert life_url(draft) in auditor.get(desk).content.decode()
    key = draft.pk
    draft.delete()
    answer = auditor.get(life_url(Page(pk=key)))
    assert answer.status_code == 302
    assert f"subject={key}" in answer["Location"]
    assert "关于放假的通知" in auditor.get(answer["Location"]).content.decode()
    assert auditor.get(life_url(Page(pk=999_999))).status_code == 404


# --- Long lives -----------------------------------------------------------------------------------


def test_a_long_life_takes_as_many_queries_as_a_short_one_and_comes_in_portions(
    auditor, article, people, monkeypatch
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert auditor.get(life_url(article)).status_code == 200
        return len(taken)

    queries()
    few = queries()
    for _round in range(30):
        article.save_revision(user=people["editor"], clean=False)
        operations.append("submitted", by=people["editor"], subject=Page(pk=article.pk, title=article.title))
    assert queries() == few
    monkeypatch.setattr(life, "SHOWN", 20)
    assert queries() == few
    second = life.events(article, 2)
    assert len(second) == 20
    assert second.paginator.num_pages == 4
