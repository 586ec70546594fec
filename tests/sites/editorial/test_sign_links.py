"""A leader without an account signs one version by a link and a code: the road, and who makes a link."""

import email
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from wagtail.models import Revision

from sites.editorial import operations, sign_links, signatories
from sites.editorial.models import SignLink
from sites.registry.operations import revoke
from tests.factories.review import make_signatory
from tests.factories.sites import make_administrator, make_member, make_site

from . import channels
from .conftest import change, fresh, write
from .signing import acts, code_for, codes_sent, deliver, entries, make, text, url

# --- The whole road -----------------------------------------------------------------------------------


def test_a_leader_reads_has_a_code_sent_and_signs_and_the_text_is_public(visitor, newsroom, made, waiting):
    assert waiting.title in text(visitor.get(url(made)))
    assert visitor.post(url(made), {"act": "send"}).status_code == 302
    deliver()
    assert codes_sent()[-1].to == [made.signatory.email]
    assert waiting.title in codes_sent()[-1].body
    code = re.search(r"\d{6}", codes_sent()[-1].body).group()
    assert visitor.post(url(made), {"act": "approve", "code": f" {code[:3]} {code[3:]} "}).status_code == 302
    page = fresh(waiting)
    assert page.live
    assert page.live_revision_id == made.revision_id
    done = ["sign_link_made", "sign_code_sent", "signed_by_link", "approved", "published"]
    assert acts(page)[-5:] == done
    signed = entries(page).filter(act__in=["signed_by_link", "approved"]).order_by("-number")[:2]
    assert {entry.actor for entry in signed} == {str(made.signatory.user_id)}
    assert signed[1].details["link"] == made.pk
    assert signed[0].content_digest == signed[1].content_digest == made.content_digest
    call_command("ledger", "verify")


def test_the_code_reaches_the_leader_through_files_when_there_is_no_mail_server(
    settings, tmp_path, newsroom, made, waiting
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    sign_links.ask_for_code(made)
    deliver()
    # Mail in files is encoded as it would be on its way.
    message = email.message_from_bytes(next(tmp_path.iterdir()).read_bytes().partition(b"\n---")[0])
    code = re.search(r"\d{6}", message.get_payload(decode=True).decode()).group()
    sign_links.decide(made, code, approve=True)
    assert fresh(waiting).live


def test_a_leader_returns_a_text_with_his_reason(visitor, newsroom, made, waiting):
    code = code_for(made)
    answer = visitor.post(url(made), {"act": "return", "code": code, "reason": "请补充依据"})
    assert answer.status_code == 302
    state = fresh(waiting).current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES
    assert entries(waiting).filter(act="returned").get().details["comment"] == "请补充依据"
    assert "退回" in text(visitor.get(url(made)))


def test_a_used_link_says_who_decided_what_when_and_nothing_else(visitor, made, waiting):
    sign_links.decide(made, code_for(made), approve=True)
    answer = visitor.get(url(made))
    assert answer.status_code == 200
    assert "郑市长（副市长）" in text(answer)
    assert "同意签发" in text(answer)
    assert waiting.title not in text(answer)
    assert "<form" not in text(answer)
    assert visitor.get(url(made, "text/")).status_code == 404


def test_a_link_for_a_new_version_shows_what_was_changed(visitor, newsroom, published, leader):
    page = change(published, newsroom.editor, "改过的标题")
    operations.submit(page, newsroom.editor)
    operations.approve(fresh(page), newsroom.reviewer)
    shown = text(visitor.get(url(make(fresh(page), newsroom.editor, leader))))
    assert "改过的标题" in shown
    assert "<del>" in shown
    assert "<ins>" in shown


def test_the_page_names_who_approved_before_and_when(visitor, newsroom, made, waiting):
    shown = text(visitor.get(url(made)))
    people = [newsroom.reviewer.name, newsroom.editor.name, "请郑市长（副市长）签发"]
    for word in [newsroom.record.name, *people]:
        assert word in shown


# --- Who makes a link ---------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["reviewer", "other_reviewer", "signer", "editor"])
def test_whoever_takes_part_in_the_review_makes_a_link(newsroom, waiting, leader, person):
    assert make(waiting, getattr(newsroom, person), leader)


def test_nobody_else_makes_one(client, newsroom, waiting, leader):
    other = make_site("other")
    strangers = [
        make_member(newsroom.record, "editor"),
        make_member(newsroom.record, "site_admin"),
        make_member(other, "reviewer"),
        make_member(other, "signer"),
        make_administrator("security_admin"),
        newsroom.root,
        leader.user,
    ]
    for person in strangers:
        with pytest.raises(PermissionDenied):
            sign_links.make(waiting, person, leader)
        client.force_login(person)
        client.post(f"/admin/editorial/sign-link/{waiting.pk}/", {"signatory": leader.pk})
    assert not SignLink.objects.exists()


def test_who_handed_the_text_in_and_left_the_site_makes_none(newsroom, waiting, leader):
    revoke(newsroom.editor, newsroom.record, "editor")
    with pytest.raises(PermissionDenied):
        make(waiting, newsroom.editor, leader)


def test_there_is_a_link_only_for_a_text_that_waits_for_sign_off(newsroom, draft, leader):
    for step in (None, "submit", "approve", "publish"):
        if step == "submit":
            operations.submit(draft, newsroom.editor)
        elif step == "approve":
            operations.approve(fresh(draft), newsroom.reviewer)
            change(fresh(draft), newsroom.other_reviewer)
        elif step == "publish":
            operations.begin_again(fresh(draft), newsroom.other_reviewer)
        with pytest.raises(PermissionDenied):
            make(fresh(draft), newsroom.signer, leader)


def test_nobody_is_asked_to_sign_who_is_of_another_site_was_removed_or_wrote_the_text(
    newsroom, waiting, leader
):
    stranger = make_signatory(make_site("other"))
    removed = make_signatory(newsroom.record, name="前任")
    signatories.remove(removed, by=make_administrator("security_admin"))
    for person in (stranger, removed):
        with pytest.raises(ValidationError):
            make(waiting, newsroom.reviewer, person)
    page = write(newsroom.column, leader.user, "领导自己写的稿")
    operations.submit(change(page, newsroom.editor), newsroom.editor)
    operations.approve(fresh(page), newsroom.reviewer)
    with pytest.raises(ValidationError):
        make(fresh(page), newsroom.reviewer, leader)


def test_a_leader_who_comes_to_be_an_author_after_the_link_was_made_does_not_sign(newsroom, made, waiting):
    code = code_for(made)
    Revision.objects.filter(pk=made.revision_id).update(user=made.signatory.user)
    with pytest.raises(PermissionDenied):
        sign_links.decide(made, code, approve=True)
    assert not fresh(waiting).live
    made.refresh_from_db()
    assert made.used_at is None


def test_the_address_is_shown_once_with_a_text_to_pass_on(client, newsroom, waiting, leader):
    client.force_login(newsroom.reviewer)
    address = f"/admin/editorial/sign-link/{waiting.pk}/"
    answer = client.post(address, {"signatory": leader.pk})
    token = re.search(r"http://testserver/sign/([\w-]{43})/", text(answer)).group(1)
    assert sign_links.find(token).signatory == leader
    assert "no-store" in answer["Cache-Control"]
    again = text(client.get(address))
    assert token not in again
    assert "尚未使用" in again
    assert token not in str(client.session.items())


def test_the_office_says_when_nobody_was_chosen_or_nobody_is_registered(client, newsroom, waiting):
    client.force_login(newsroom.reviewer)
    address = f"/admin/editorial/sign-link/{waiting.pk}/"
    assert "安全管理员" in text(client.get(address))
    stranger = make_signatory(make_site("other"))
    answer = client.post(address, {"signatory": stranger.pk})
    assert answer.status_code == 422
    assert "请选择由谁签发" in text(answer)


def test_the_button_stands_where_the_text_waits_and_nowhere_else(client, newsroom, waiting, draft):
    client.force_login(newsroom.reviewer)
    other = write(newsroom.column, newsroom.editor, "另一篇")
    listing = text(client.get(f"/admin/pages/{newsroom.column.pk}/"))
    assert f"/admin/editorial/sign-link/{waiting.pk}/" in listing
    assert f"/admin/editorial/sign-link/{other.pk}/" not in listing


def test_a_link_is_for_whom_a_code_reaches(settings, newsroom, waiting):
    settings.CODE_CHANNEL = "tests.sites.editorial.channels.ByMobile"
    without = make_signatory(newsroom.record, mobile="")
    assert sign_links.choices(waiting) == []
    with pytest.raises(ValidationError):
        make(waiting, newsroom.reviewer, without)


def test_another_channel_sends_the_code_its_own_way(settings, visitor, newsroom, made):
    settings.CODE_CHANNEL = "tests.sites.editorial.channels.ByMobile"
    assert "138****8000" in text(visitor.get(url(made)))
    sign_links.ask_for_code(made)
    deliver()
    number, sent = channels.sent.pop()
    assert number == "13800138000"
    assert re.search(r"\d{6}", sent)
    assert not codes_sent()
