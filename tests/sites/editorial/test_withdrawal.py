"""撤稿: asked for by one, signed by another, and gone from every public address, with a receipt."""

import contextlib
import io
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from PIL import Image
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from portal.content.models import Article
from sites.editorial import desk, jobs, operations, receipts, withdrawal
from sites.editorial.models import Withdrawal
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies
from sites.media.operations import store_document, store_image
from sites.pages import gate
from tests.factories.review import withdraw
from tests.factories.sites import make_member, make_site

from .conftest import fresh, write

REASON = "第三段数据有误。"


@pytest.fixture
def asked(newsroom, published):
    return withdrawal.request(published, newsroom.reviewer, "error", REASON)


# --- Who asks, who signs ----------------------------------------------------------------------------


def test_a_page_comes_down_when_one_asked_and_another_signed(newsroom, published, asked):
    assert fresh(published).live
    withdrawal.sign(asked, newsroom.signer)
    assert not fresh(published).live
    acts = Entry.objects.filter(subject=str(published.pk)).order_by("number").values_list("act", flat=True)
    assert list(acts)[-3:] == ["withdrawal_requested", "withdrawal_signed", "taken_down"]
    assert list(discrepancies()) == []


def test_nobody_signs_what_he_asked_for(newsroom, published):
    made = withdrawal.request(published, newsroom.signer, "error", REASON)
    with pytest.raises(PermissionDenied):
        withdrawal.sign(made, newsroom.signer)
    with pytest.raises(PermissionDenied):
        withdrawal.refuse(made, newsroom.signer, "保留")
    withdrawal.sign(made, newsroom.other_signer)
    assert not fresh(published).live


@pytest.mark.parametrize("person", ["editor", "root"])
def test_others_neither_ask_nor_sign(newsroom, published, asked, person):
    stranger = make_member(make_site("other"), "signer")
    for user in (getattr(newsroom, person), stranger):
        with pytest.raises(PermissionDenied):
            withdrawal.request(published, user, "error", REASON)
        with pytest.raises(PermissionDenied):
            withdrawal.sign(asked, user)
    assert fresh(published).live


def test_a_reviewer_does_not_sign(newsroom, published, asked):
    with pytest.raises(PermissionDenied):
        withdrawal.sign(asked, newsroom.other_reviewer)


def test_what_is_secret_is_withdrawn_by_a_signer_at_once(newsroom, published):
    made = withdrawal.request(published, newsroom.signer, "secrecy", "含有不应公开的内容。")
    made.refresh_from_db()
    assert made.state == "signed"
    assert not fresh(published).live


def test_a_reviewer_does_not_withdraw_alone_even_what_is_secret(newsroom, published):
    withdrawal.request(published, newsroom.reviewer, "secrecy", "含有不应公开的内容。")
    assert fresh(published).live


@pytest.mark.parametrize(("kind", "reason"), [("error", " "), ("", REASON), ("nonsense", REASON)])
def test_kind_and_reason_must_be_given(newsroom, published, kind, reason):
    with pytest.raises(ValidationError):
        withdrawal.request(published, newsroom.reviewer, kind, reason)
    assert not Withdrawal.objects.exists()


def test_it_is_asked_for_once_and_decided_once(newsroom, published, asked):
    with pytest.raises(ValidationError):
        withdrawal.request(published, newsroom.other_reviewer, "error", REASON)
    withdrawal.sign(asked, newsroom.signer)
    with pytest.raises(ValidationError):
        withdrawal.sign(asked, newsroom.other_signer)
    with pytest.raises(ValidationError):
        withdrawal.refuse(asked, newsroom.other_signer, "保留")


def test_a_page_that_stays_needs_a_reason_and_may_be_asked_for_again(newsroom, published, asked):
    with pytest.raises(ValidationError):
        withdrawal.refuse(asked, newsroom.signer, " ")
    withdrawal.refuse(asked, newsroom.signer, "数据已核实无误。")
    assert fresh(published).live
    withdrawal.request(published, newsroom.reviewer, "error", REASON)


def test_a_column_goes_only_after_what_it_holds_and_a_home_page_never(newsroom, published):
    for page in (newsroom.column, newsroom.home):
        with pytest.raises(ValidationError):
            withdrawal.request(page, newsroom.reviewer, "out_of_date", REASON)


def test_a_new_version_under_review_does_not_bring_a_withdrawn_page_back(newsroom, published, asked):
    latest = published.get_latest_revision_as_object()
    latest.save_revision(user=newsroom.editor)
    operations.submit(fresh(published), newsroom.editor)
    withdrawal.sign(asked, newsroom.signer)
    assert not fresh(published).workflow_in_progress
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(published), newsroom.reviewer)


# --- No other way down --------------------------------------------------------------------------------


def unpublish(page, newsroom):
    UnpublishPageAction(page, user=newsroom.root).execute(skip_permission_checks=True)


def save_as_draft(page, newsroom):
    page.live = False
    page.save()


def save_only_live(page, newsroom):
    page.live = False
    page.save(update_fields=["live"])


def delete(page, newsroom):
    page.delete()


@pytest.mark.parametrize(
    "way", [unpublish, save_as_draft, save_only_live, delete], ids=lambda way: way.__name__
)
def test_no_other_way_leads_down(newsroom, published, way):
    with pytest.raises(gate.GateClosed), transaction.atomic():
        way(published, newsroom)
    assert Page.objects.live().filter(pk=published.pk).exists()


# --- The receipt ----------------------------------------------------------------------------------------


@pytest.fixture
def front(live_server, settings):
    """A web server of this installation, known as its front."""
    settings.FRONT = f"{live_server.thread.host}:{live_server.thread.port}"


@pytest.fixture
def illustrated(newsroom):
    """A published article with a cover and an attachment of its own."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "PNG")
    picture.seek(0)
    collection = newsroom.record.collection
    image = store_image(picture, "插图", "一幅插图", collection, newsroom.editor)
    document = store_document(io.BytesIO(b"text"), "附件", collection, newsroom.editor, name="a.txt")
    page = write(newsroom.column, newsroom.editor, "带附件的通知")
    page.cover = image
    page.attachments = json.dumps([{"type": "attachment", "value": {"document": document.pk, "title": ""}}])
    page.save_revision(user=newsroom.editor)
    operations.submit(fresh(page), newsroom.editor)
    operations.approve(fresh(page), newsroom.reviewer)
    operations.approve(fresh(page), newsroom.signer)
    image.get_rendition("width-30")
    return Article.objects.get(pk=page.pk)


def test_the_receipt_lists_page_file_rendition_lists_feed_and_site_maps(newsroom, illustrated):
    made = withdraw(illustrated, newsroom.reviewer, newsroom.signer)
    wanted = {line.address: line.wanted for line in made.lines.all()}
    gone = {address for address, how in wanted.items() if how == "gone"}
    absent = {address for address, how in wanted.items() if how == "absent"}
    assert illustrated.full_url in gone
    assert any("/documents/" in address for address in gone)
    assert any("/media/images/" in address for address in gone)
    column = newsroom.column.full_url
    assert {newsroom.home.full_url, column, f"{column}feed/"} <= absent
    assert any(address.endswith("/sitemap.xml") for address in absent)


@pytest.mark.django_db(transaction=True)
def test_every_address_is_fetched_and_the_receipt_closed_when_all_are_gone(front, newsroom, illustrated):
    made = withdraw(illustrated, newsroom.reviewer, newsroom.signer)
    with contextlib.suppress(receipts.StillPublicError):
        jobs.look_at_withdrawal(made.pk)
    made.refresh_from_db()
    lines = list(made.lines.all())
    assert made.state == "confirmed", [(line.address, line.status) for line in lines if not line.is_satisfied]
    assert all(line.status and line.looked_at for line in lines)
    assert Entry.objects.filter(act="withdrawal_confirmed", subject=str(illustrated.pk)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_still_answers_is_looked_at_again_and_those_who_must_know_are_told_once(
    front, newsroom, published, mailoutbox
):
    made = withdraw(published, newsroom.reviewer, newsroom.signer)
    # Something else answers at the address: as a proxy would that kept the page.
    made.lines.filter(wanted="gone").update(address=newsroom.home.full_url + "?", wanted="gone")
    mailoutbox.clear()
    for _look in range(4):
        with pytest.raises(receipts.StillPublicError):
            jobs.look_at_withdrawal(made.pk)
    made.refresh_from_db()
    assert made.escalated_at
    assert not made.confirmed_at
    assert [mail.to for mail in mailoutbox] == [[newsroom.signer.email]]


def test_looking_is_background_work_begun_with_the_withdrawal(newsroom, published, asked):
    withdrawal.sign(asked, newsroom.signer)
    runs = TaskRun.objects.filter(task_path="sites.editorial.jobs.look_at_withdrawal")
    assert [run.args for run in runs] == [[asked.pk]]


# --- In the office ----------------------------------------------------------------------------------------


def test_it_is_asked_for_and_signed_in_the_office(client, newsroom, published):
    url = reverse("sites_editorial:withdraw", args=[published.pk])
    client.force_login(newsroom.reviewer)
    answer = client.post(url, {"kind": "error", "reason": ""})
    assert answer.status_code == 422
    assert "请写明撤稿理由" in answer.content.decode()
    assert client.post(url, {"kind": "error", "reason": REASON}).status_code == 302
    assert [entry.page.pk for entry in desk.withdrawal_entries(desk.withdrawals(newsroom.signer))]
    assert not desk.withdrawals(newsroom.reviewer)
    client.force_login(newsroom.signer)
    assert REASON in client.get("/admin/").content.decode()
    answer = client.post(url, {"decision": "sign"}, follow=True)
    html = answer.content.decode()
    assert "撤稿回执" in html
    assert published.full_url in html


@pytest.mark.parametrize("person", ["editor", "root"])
def test_the_button_and_the_page_are_for_those_who_take_part(client, newsroom, published, person):
    client.force_login(getattr(newsroom, person))
    url = reverse("sites_editorial:withdraw", args=[published.pk])
    assert url not in client.get(reverse("wagtailadmin_pages:edit", args=[published.pk])).content.decode()
    client.post(url, {"kind": "error", "reason": REASON})
    assert not Withdrawal.objects.exists()


def test_list_and_receipt_are_shown_to_people_of_the_site_only(client, newsroom, published, asked):
    withdrawal.sign(asked, newsroom.signer)
    receipt, listed = (
        reverse("sites_editorial:receipt", args=[asked.pk]),
        reverse("sites_editorial:withdrawals"),
    )
    client.force_login(newsroom.editor)
    assert client.get(receipt).status_code == 200
    assert published.title in client.get(listed).content.decode()
    client.force_login(make_member(make_site("other"), "signer"))
    assert client.get(receipt).status_code == 404
    assert published.title not in client.get(listed).content.decode()


def test_a_reviewer_finds_the_button_in_the_list_of_pages_and_others_do_not(client, newsroom, published):
    listed = reverse("wagtailadmin_explore", args=[newsroom.column.pk])
    url = reverse("sites_editorial:withdraw", args=[published.pk])
    client.force_login(newsroom.reviewer)
    assert url in client.get(listed).content.decode()
    client.force_login(newsroom.editor)
    assert url not in client.get(listed).content.decode()
