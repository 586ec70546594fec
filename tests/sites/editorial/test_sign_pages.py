"""What the holder of a signing link sees, and the codes sent to him."""

import io
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Revision

from portal.content.models import LinkItem
from sites.editorial import jobs, operations, sign_links, signatories
from sites.editorial.models import Obstacle, SignLink
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.media.operations import store_document
from tests.factories.sites import make_administrator, make_site

from .conftest import fresh, write
from .signing import MINUTE, WRONG, acts, code_for, codes_sent, make, text, url, void_reason

# --- The page of the link -----------------------------------------------------------------------------


def test_reading_sends_nothing_and_changes_nothing(visitor, made, waiting):
    def rows():
        tables = (TaskRun, Entry, Revision)
        return list(SignLink.objects.values()), [table.objects.count() for table in tables]

    before = rows()
    for path in (url(made), url(made, "text/")):
        for method in (visitor.get, visitor.head):
            assert method(path).status_code == 200
    assert visitor.options(url(made)).status_code in {200, 405}
    assert rows() == before
    assert not codes_sent()


def test_nobody_keeps_the_page_or_passes_its_address_on(visitor, made):
    for path in (url(made), url(made, "text/")):
        answer = visitor.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
    assert "script-src" not in visitor.get(url(made))["Content-Security-Policy"]
    assert visitor.get(url(made))["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'self'" in visitor.get(url(made, "text/"))["Content-Security-Policy"]


def test_the_text_is_that_version_and_readable_without_an_account(visitor, newsroom, made, waiting):
    shown = text(visitor.get(url(made, "text/")))
    assert waiting.get_latest_revision_as_object().title in shown
    assert "正文" in shown


def test_a_page_that_only_leads_on_is_shown_by_what_it_says(visitor, newsroom, leader):
    page = LinkItem(title="办理身份证", live=False, owner=newsroom.editor, link_url="https://www.gov.cn/fuwu")
    newsroom.column.add_child(instance=page)
    page.save_revision(user=newsroom.editor)
    operations.submit(fresh(page), newsroom.editor)
    operations.approve(fresh(page), newsroom.reviewer)
    link = make(fresh(page), newsroom.editor, leader)
    shown = text(visitor.get(url(link)))
    assert "https://www.gov.cn/fuwu" in shown
    assert "<iframe" not in shown
    assert visitor.get(url(link, "text/")).status_code == 404


def test_an_attachment_opens_through_the_link_and_no_other_file_does(visitor, newsroom, leader):
    collection = newsroom.record.collection
    files = [
        store_document(io.BytesIO(word.encode()), word, collection, newsroom.editor, name=f"{word}.txt")
        for word in ("own", "other")
    ]
    page = write(newsroom.column, newsroom.editor)
    latest = page.get_latest_revision_as_object()
    latest.body = [("attachment", {"document": files[0], "title": ""})]
    latest.save_revision(user=newsroom.editor)
    operations.submit(fresh(page), newsroom.editor)
    operations.approve(fresh(page), newsroom.reviewer)
    link = make(fresh(page), newsroom.editor, leader)
    address = re.search(r'"(/sign/[^"]+/documents/[^"]+)"', text(visitor.get(url(link, "text/")))).group(1)
    assert b"".join(visitor.get(address)) == b"own"
    assert visitor.get(files[0].url).status_code == 404
    other = f"documents/{files[1].pk}/{files[1].filename}"
    assert visitor.get(url(link, other)).status_code == 404
    signatories.remove(leader, by=make_administrator("security_admin"))
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x" * 43, "x", "A" * 42 + "-"])
def test_an_unknown_token_gets_what_any_unknown_address_gets(db, visitor, token):
    make_site("jyj")
    for more in ("", "text/"):
        assert visitor.get(f"/sign/{token}/{more}").status_code == 404
    assert visitor.post(f"/sign/{token}/", {"act": "send"}).status_code in {403, 404, 405}


def test_an_unknown_act_is_refused_with_a_sentence(visitor, made, waiting):
    code_for(made)
    answer = visitor.post(url(made), {"act": "publish", "code": "1"})
    assert answer.status_code == 422
    assert "请选择同意签发还是退回" in text(answer)


def test_a_return_without_a_reason_costs_no_attempt(visitor, made):
    code = code_for(made)
    answer = visitor.post(url(made), {"act": "return", "code": code})
    assert "请填写退回理由" in text(answer)
    made.refresh_from_db()
    assert made.attempts == 0


# --- Codes --------------------------------------------------------------------------------------------


def test_neither_token_nor_code_is_anywhere(visitor, caplog, made, waiting):
    caplog.set_level(logging.DEBUG)
    code = code_for(made)
    visitor.post(url(made), {"act": "approve", "code": WRONG})
    visitor.get(url(made, "documents/1/x"))
    visitor.post(url(made), {"act": "approve", "code": code})
    row = SignLink.objects.filter(pk=made.pk).values().get()
    stored = str([row, list(TaskRun.objects.values()), list(Entry.objects.values())])
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "/sign/…" in said
    for secret in (made.token, code):
        assert secret not in stored
    assert made.token not in said
    assert not re.search(rf"\b{code}\b", said)


def test_a_wrong_code_is_counted_the_reason_is_kept_and_the_fifth_blocks_the_link(visitor, made, waiting):
    code = code_for(made)
    for left in (4, 3, 2, 1):
        answer = visitor.post(url(made), {"act": "approve", "code": WRONG, "reason": "写好的意见"})
        assert answer.status_code == 422
        assert f"还可以试{left}次" in text(answer)
        assert "写好的意见" in text(answer)
    answer = visitor.post(url(made), {"act": "approve", "code": WRONG})
    assert answer.status_code == 410
    assert "验证码输错次数过多" in text(answer)
    answer = visitor.post(url(made), {"act": "approve", "code": code})
    assert answer.status_code == 410
    assert void_reason(made) == Obstacle.BLOCKED
    assert acts(waiting)[-1] == "sign_link_voided"
    assert not fresh(waiting).live


def test_the_fifth_attempt_may_be_right(made, waiting):
    code = code_for(made)
    for _time in range(4):
        with pytest.raises(ValidationError):
            sign_links.decide(made, WRONG, approve=True)
    sign_links.decide(made, code, approve=True)
    assert fresh(waiting).live


def test_an_attempt_counts_though_the_decision_failed(newsroom, made, waiting):
    code = code_for(made)
    Revision.objects.filter(pk=made.revision_id).update(user=made.signatory.user)
    with pytest.raises(PermissionDenied):
        sign_links.decide(made, code, approve=True)
    made.refresh_from_db()
    assert made.attempts == 1
    assert made.used_at is None


def test_without_a_code_nothing_is_signed(visitor, made, waiting):
    answer = visitor.post(url(made), {"act": "approve", "code": ""})
    assert "没有有效的验证码" in text(answer)
    code_for(made)
    assert "请填写收到的验证码" in text(visitor.post(url(made), {"act": "approve", "code": " "}))
    assert not fresh(waiting).live


def test_a_code_counts_for_ten_minutes(visitor, made, waiting):
    code = code_for(made)
    SignLink.objects.update(code_sent_at=timezone.now() - 10 * MINUTE)
    assert "没有有效的验证码" in text(visitor.post(url(made), {"act": "approve", "code": code}))
    assert not fresh(waiting).live


def test_another_code_is_sent_after_a_minute_three_in_all_and_only_the_last_counts(visitor, made, waiting):
    first = code_for(made)
    assert "刚刚已发送" in text(visitor.post(url(made), {"act": "send"}))
    codes = [first, code_for(made), code_for(made)]
    SignLink.objects.update(code_asked_at=timezone.now() - MINUTE)
    assert "发送次数已用完" in text(visitor.post(url(made), {"act": "send"}))
    assert len(codes_sent()) == 3
    if first != codes[2]:
        with pytest.raises(ValidationError):
            sign_links.decide(made, first, approve=True)
    sign_links.decide(made, codes[2], approve=True)
    assert fresh(waiting).live


def test_a_code_is_made_when_it_is_sent_once_and_not_for_a_link_that_is_over(made, newsroom, waiting, leader):
    sign_links.ask_for_code(made)
    made.refresh_from_db()
    assert made.code_hash == ""
    (run,) = TaskRun.objects.filter(task_path=jobs.send_sign_code.path)
    assert run.args == [made.pk, 1]
    jobs.send_sign_code(*run.args)
    jobs.send_sign_code(*run.args)
    assert len(codes_sent()) == 1
    make(waiting, newsroom.reviewer, leader)
    SignLink.objects.filter(pk=made.pk).update(sends=2)
    jobs.send_sign_code(made.pk, 2)
    assert len(codes_sent()) == 1


def test_a_mail_that_failed_is_sent_again_with_another_code(settings, made, waiting):
    settings.CODE_CHANNEL = "tests.sites.editorial.channels.Broken"
    sign_links.ask_for_code(made)
    with pytest.raises(ConnectionError):
        jobs.send_sign_code(made.pk, 1)
    settings.CODE_CHANNEL = "sites.editorial.codes.MailChannel"
    jobs.send_sign_code(made.pk, 1)
    code = re.search(r"\d{6}", codes_sent()[-1].body).group()
    sign_links.decide(made, code, approve=True)
    assert fresh(waiting).live
