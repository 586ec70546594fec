"""Signing links that are over: expired, void, used, or for a text that is no longer the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Revision

from sites.editorial import operations, sign_links, signatories
from sites.editorial.models import Obstacle, SignLink
from sites.editorial.sign_links import UnusableLinkError
from tests.factories.sites import make_administrator

from .conftest import change, fresh
from .signing import HOUR, acts, code_for, make, text, url, void_reason

# --- Links that are over ------------------------------------------------------------------------------


def refused(visitor, link, sentence, code="") -> None:
    """Whatever the link is asked, it answers with `sentence` and does nothing."""
    answers = [visitor.get(url(link))]
    answers += [visitor.post(url(link), {"act": act, "code": code}) for act in ("send", "approve", "return")]
    for answer in answers:
        assert answer.status_code == 410
        assert sentence in text(answer)
        assert "<form" not in text(answer)
    assert visitor.get(url(link, "text/")).status_code == 404


def test_an_expired_link_signs_nothing(visitor, made, waiting):
    code = code_for(made)
    SignLink.objects.update(expires_at=timezone.now())
    refused(visitor, made, "链接已过有效期", code)
    assert not fresh(waiting).live


def test_a_link_is_valid_for_the_hours_of_the_data_file(made):
    now = timezone.now()
    assert sign_links.obstacle(made, now + 23 * HOUR) is None
    assert sign_links.obstacle(made, now + 25 * HOUR) == Obstacle.EXPIRED


def test_a_newer_link_voids_the_older_one(visitor, newsroom, made, waiting, leader):
    code = code_for(made)
    newer = make(waiting, newsroom.editor, leader)
    refused(visitor, made, "请使用新链接", code)
    assert void_reason(made) == Obstacle.NEWER
    sign_links.decide(newer, code_for(newer), approve=True)
    assert fresh(waiting).live


def test_a_removed_leader_signs_nothing(visitor, made, waiting, leader):
    code = code_for(made)
    signatories.remove(leader, by=make_administrator("security_admin"))
    refused(visitor, made, "登记已取消", code)
    assert void_reason(made) == Obstacle.REMOVED


def test_a_text_that_was_changed_after_the_link_was_made_is_not_signed(visitor, newsroom, made, waiting):
    code = code_for(made)
    change(waiting, newsroom.other_reviewer, "改了一个字")
    refused(visitor, made, "稿件有了改动", code)
    assert void_reason(made) == Obstacle.CHANGED
    assert acts(waiting)[-1] == "sign_link_voided"


def test_a_file_that_was_replaced_voids_the_link_though_no_version_was_saved(visitor, made, waiting):
    code = code_for(made)
    revision = Revision.objects.get(pk=made.revision_id)
    revision.content["title"] = "在数据库里改过"
    revision.save()
    refused(visitor, made, "稿件有了改动", code)
    assert not fresh(waiting).live


def test_a_text_withdrawn_from_review_is_not_signed(visitor, newsroom, made, waiting):
    code = code_for(made)
    waiting.current_workflow_state.cancel(user=newsroom.editor)
    refused(visitor, made, "已不在签发环节", code)
    assert void_reason(made) == Obstacle.GONE


@pytest.mark.parametrize("decision", ["approve", "return"])
def test_a_text_that_was_decided_in_the_office_is_not_decided_again(
    visitor, newsroom, made, waiting, decision
):
    code = code_for(made)
    if decision == "approve":
        operations.approve(waiting, newsroom.signer)
    else:
        operations.return_to_author(waiting, newsroom.signer, "请改")
    refused(visitor, made, "已不在签发环节", code)
    assert acts(waiting).count("signed_by_link") == 0


def test_a_link_decides_once(made, waiting):
    code = code_for(made)
    late = SignLink.objects.get(pk=made.pk)
    sign_links.decide(made, code, approve=True)
    with pytest.raises(UnusableLinkError) as refusal:
        sign_links.decide(late, code, approve=False, reason="退回")
    assert refusal.value.obstacle == Obstacle.USED
    assert acts(waiting).count("signed_by_link") == 1


def test_the_leader_is_held_to_the_rules_like_everybody(newsroom, made, waiting):
    """Somebody who approved an earlier step, by whatever account, is refused by the operation itself."""
    code = code_for(made)
    waiting.current_workflow_state.task_states.filter(status="approved").update(
        finished_by=made.signatory.user
    )
    with pytest.raises(PermissionDenied):
        sign_links.decide(made, code, approve=True)
    assert not fresh(waiting).live


def test_processes_for_citizens_have_no_signing_links():
    program = """
import django; django.setup()
from django.urls import NoReverseMatch, get_resolver, reverse
assert get_resolver().resolve("/sign/" + "x" * 43 + "/").view_name == "wagtail_serve"
try:
    reverse("sign", args=["x" * 43])
except NoReverseMatch:
    print("no links")
"""
    environment = {
        **os.environ,
        "YIZHAN_ROLE": "public",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert run.stdout.strip() == "no links", run.stderr
