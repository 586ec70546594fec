"""What editorial work leaves in the ledger, and what shows that somebody went around it."""

from __future__ import annotations

import io

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from PIL import Image
from wagtail.models import Page

from portal.content.models import Article, Column
from sites.editorial import acts, operations
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies, faults
from sites.media.operations import store_image
from sites.pages import seen
from tests.factories import pages
from tests.factories.review import withdraw
from tests.factories.sites import make_member, make_site


@pytest.fixture
def site(db):
    return make_site("portal", kind="portal", name="测试市人民政府")


@pytest.fixture
def people(site):
    return {role: make_member(site, role) for role in ("editor", "reviewer", "secrecy_reviewer", "signer")}


@pytest.fixture
def draft(site, people) -> Article:
    column = Column.objects.descendant_of(site.site.root_page).get(slug="tzgg")
    article = pages.ArticleFactory(parent=column, title="关于供热的通知", live=False)
    article.save_revision(user=people["editor"])
    return article


@pytest.fixture
def published(draft, people) -> Article:
    operations.submit(draft, by=people["editor"])
    operations.approve(draft, by=people["reviewer"], comment="同意")
    operations.approve(draft, by=people["secrecy_reviewer"])
    operations.approve(draft, by=people["signer"])
    return Article.objects.get(pk=draft.pk)


def about(page) -> list[Entry]:
    return list(Entry.objects.filter(subject_type="wagtailcore.page", subject=str(page.pk)))


def test_the_road_of_a_page_is_recorded_with_everybody_on_it(published, people):
    entries = about(published)
    assert [(entry.act, entry.step, entry.actor) for entry in entries] == [
        (acts.SUBMITTED, "", str(people["editor"].pk)),
        (acts.APPROVED, "review", str(people["reviewer"].pk)),
        (acts.APPROVED, "secrecy_review", str(people["secrecy_reviewer"].pk)),
        (acts.APPROVED, "sign_off", str(people["signer"].pk)),
        (acts.PUBLISHED, "", str(people["signer"].pk)),
    ]
    assert {entry.site for entry in entries} == {"portal"}
    assert entries[1].details["comment"] == "同意"
    digest = seen.digest(published)
    assert [entry.content_digest for entry in entries] == ["", digest, digest, digest, digest]
    assert entries[2].details["conclusion"] == "public"


def test_a_return_and_a_withdrawal_from_review_are_recorded(draft, people):
    operations.submit(draft, by=people["editor"])
    operations.return_to_author(draft, by=people["reviewer"], reason="请核实日期")
    draft.current_workflow_state.cancel(user=people["editor"])
    assert [entry.act for entry in about(draft)] == [
        acts.SUBMITTED,
        acts.RETURNED,
        acts.WITHDRAWN_FROM_REVIEW,
    ]
    assert about(draft)[1].details["comment"] == "请核实日期"


def test_taking_down_is_recorded(published, people):
    withdraw(published, people["reviewer"], people["signer"])
    assert [entry.act for entry in about(published)][-3:] == [
        acts.WITHDRAWAL_REQUESTED,
        acts.WITHDRAWAL_SIGNED,
        acts.TAKEN_DOWN,
    ]
    assert list(discrepancies()) == []


def test_nothing_is_recorded_of_what_was_refused(draft, people):
    operations.submit(draft, by=people["editor"])
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        operations.approve(draft, by=people["editor"])
    assert Entry.objects.count() == before


def test_a_site_begins_with_its_pages_recorded(site):
    entry = Entry.objects.get(act=acts.FOUNDED)
    live = {str(page.pk) for page in site.site.root_page.get_descendants(inclusive=True).live()}
    assert set(entry.details["pages"]) == live
    assert list(discrepancies()) == []
    assert list(faults()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wagtailcore_page SET title = '另一个标题' WHERE id = %s",
        "UPDATE portal_content_columnitem SET summary = '另一段摘要' WHERE page_ptr_id = %s",
        "UPDATE portal_content_article SET body = '[]' WHERE columnitem_ptr_id = %s",
    ],
)
def test_a_text_changed_in_the_database_is_found(published, statement, capsys):
    with connection.cursor() as cursor:
        cursor.execute(statement, [published.pk])
    assert len(list(discrepancies())) == 1
    with pytest.raises(SystemExit):
        call_command("ledger", "verify")
    assert "公开的内容与签发时不一致" in capsys.readouterr().err


def test_a_page_made_public_by_another_door_is_found(draft):
    Article.objects.filter(pk=draft.pk).update(live=True)
    found = list(discrepancies())
    assert [draft.title in one.subject for one in found] == [True]
    assert "没有发布记录" in found[0].sentence


def test_what_nobody_sees_may_change(published, people):
    Article.objects.filter(pk=published.pk).update(responsible_person=people["reviewer"], draft_title="新题")
    assert list(discrepancies()) == []


def picture(colour: str) -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    content.seek(0)
    return content


def test_another_file_behind_a_picture_is_found(site, draft, people):
    draft.cover = store_image(picture("red"), "图", "一座桥", site.collection, people["editor"])
    draft.save_revision(user=people["editor"])
    operations.submit(draft, by=people["editor"])
    operations.approve(draft, by=people["reviewer"])
    operations.approve(draft, by=people["secrecy_reviewer"])
    operations.approve(draft, by=people["signer"])
    assert list(discrepancies()) == []
    draft.cover.file = ContentFile(picture("blue").getvalue(), name="other.png")
    draft.cover._set_file_hash()
    draft.cover.save()
    assert len(list(discrepancies())) == 1


def test_pages_signed_before_the_algorithm_changed_stay_signed(published, settings):
    settings.LEDGER_ALGORITHM = "sm3"
    assert list(discrepancies()) == []


def test_a_page_that_comes_public_out_of_a_dump_is_found(draft):
    base = Page.objects.get(pk=draft.pk)
    base.live = True
    for restored in serializers.deserialize("json", serializers.serialize("json", [base])):
        restored.save()
    assert [draft.title in one.subject for one in discrepancies()] == [True]


def test_whoever_takes_a_page_down_is_named(published, people):
    withdraw(published, people["reviewer"], people["signer"])
    assert Entry.objects.get(act=acts.TAKEN_DOWN).actor == str(people["signer"].pk)
