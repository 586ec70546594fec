"""Nothing goes to review past the rules, by either door; what may be explained is explained on record."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import WorkflowState

from portal.content.models import Article
from sites.editorial import acts, operations
from sites.editorial.models import RuleOverride
from sites.editorial.rules import operations as rules
from sites.editorial.rules.checking import check
from sites.ledger.models import Entry
from tests.factories.sites import make_member, make_site
from tests.sites.editorial.conftest import fresh, write

from .examples import paragraph

MOBILE = "联系人：李某，13800138000。"
EMPTY_STREAMS = {"attachments-count": "0"}


def with_text(newsroom, text: str, **fields) -> Article:
    page = write(newsroom.column, newsroom.editor)
    draft = page.get_latest_revision_as_object()
    draft.body = [paragraph(text)]
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=newsroom.editor)
    return fresh(page)


def finding(page, rule_id: str):
    return next(found for found in check(page.get_latest_revision_as_object()) if found.rule.id == rule_id)


def form_data(text: str, title: str = "关于测试的通知", **more) -> dict:
    raw = f'{{"blocks":[{{"key":"a","text":"{text}","type":"unstyled","depth":0,'
    raw += '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    return {
        "title": title,
        "slug": more.pop("slug", "t1"),
        "display_date": "2026-11-22 08:00",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": "11111111-1111-4111-8111-111111111111",
        "body-0-value": raw,
        **EMPTY_STREAMS,
        **more,
    }


def post(client, person, address: str, data: dict):
    client.force_login(person)
    return client.post(address, data)


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


# --- The operation ------------------------------------------------------------------------------------


def test_a_text_with_something_to_correct_is_not_submitted(newsroom):
    page = with_text(newsroom, "他说“特么的”。")
    with pytest.raises(ValidationError, match="不得在政府网站使用"):
        operations.submit(page, newsroom.editor)
    assert fresh(page).current_workflow_state is None


def test_the_refusal_names_the_place(newsroom):
    page = with_text(newsroom, MOBILE)
    with pytest.raises(ValidationError) as refusal:
        operations.submit(page, newsroom.editor)
    assert "1 · " in refusal.value.messages[0]
    assert "13800138000" not in refusal.value.messages[0]


def test_what_is_only_noted_is_no_obstacle(newsroom):
    page = with_text(newsroom, "这是独一无二的景色。")
    assert rules.obstacles(page.get_latest_revision_as_object()) == []
    assert operations.submit(page, newsroom.editor)


def test_what_is_explained_is_no_obstacle_any_more(newsroom):
    page = with_text(newsroom, MOBILE)
    rules.override(page, finding(page, "personal.mobile"), newsroom.editor, "值班电话，已经本人同意")
    assert operations.submit(page, newsroom.editor)


def test_an_explanation_holds_for_these_words_only(newsroom):
    page = with_text(newsroom, MOBILE)
    rules.override(page, finding(page, "personal.mobile"), newsroom.editor, "值班电话")
    draft = page.get_latest_revision_as_object()
    draft.body = [paragraph("另一个号码：13900139000")]
    draft.save_revision(user=newsroom.editor)
    with pytest.raises(ValidationError):
        operations.submit(fresh(page), newsroom.editor)


def test_an_explanation_holds_for_this_page_only(newsroom):
    page = with_text(newsroom, MOBILE)
    rules.override(page, finding(page, "personal.mobile"), newsroom.editor, "值班电话")
    other = with_text(newsroom, MOBILE, title="另一个通知", slug="other")
    with pytest.raises(ValidationError):
        operations.submit(other, newsroom.editor)


def test_an_explanation_is_in_the_ledger_without_what_it_is_about(newsroom):
    page = with_text(newsroom, MOBILE)
    rules.override(page, finding(page, "personal.mobile"), newsroom.editor, "值班电话")
    entry = Entry.objects.filter(act=acts.RULE_OVERRIDDEN).get()
    assert entry.actor == str(newsroom.editor.pk)
    assert entry.details["rule"] == "personal.mobile"
    assert entry.details["comment"] == "值班电话"
    assert "13800138000" not in entry.detail


def test_what_has_to_be_corrected_cannot_be_explained(newsroom):
    page = with_text(newsroom, "他说“特么的”。")
    with pytest.raises(ValidationError, match="必须改正"):
        rules.override(page, finding(page, "words.banned"), newsroom.editor, "引用")
    assert not RuleOverride.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "长" * 501])
def test_an_explanation_says_something(newsroom, reason):
    page = with_text(newsroom, MOBILE)
    with pytest.raises(ValidationError, match="500"):
        rules.override(page, finding(page, "personal.mobile"), newsroom.editor, reason)


def test_who_may_not_edit_the_page_explains_nothing(newsroom):
    page = with_text(newsroom, MOBILE)
    stranger = make_member(make_site("other"), "editor")
    for person in (stranger, make_member(newsroom.record, "contributor")):
        with pytest.raises(PermissionDenied):
            rules.override(page, finding(page, "personal.mobile"), person, "值班电话")
    assert not Entry.objects.filter(act=acts.RULE_OVERRIDDEN).exists()


# --- The edit form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["action-submit", "action-restart-workflow"])
def test_the_form_saves_the_draft_and_refuses_to_submit_it(client, newsroom, draft, button):
    data = form_data(MOBILE, **{button: "1"})
    response = post(client, newsroom.editor, edit_address(draft), data)
    assert response.url == edit_address(draft)
    page = fresh(draft)
    assert page.current_workflow_state is None
    assert "13800138000" in str(page.get_latest_revision_as_object().body)
    html = client.get(edit_address(draft)).content.decode()
    assert "草稿已保存，尚未提交审核" in html
    assert "个人的号码请隐去" in html


def test_the_form_submits_what_nothing_speaks_against(client, newsroom, draft):
    response = post(client, newsroom.editor, edit_address(draft), form_data("正文", **{"action-submit": "1"}))
    assert response.status_code == 302
    assert fresh(draft).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_the_form_submits_what_is_explained(client, newsroom):
    page = with_text(newsroom, MOBILE)
    rules.override(page, finding(page, "personal.mobile"), newsroom.editor, "值班电话")
    post(client, newsroom.editor, edit_address(page), form_data(MOBILE, **{"action-submit": "1"}))
    assert fresh(page).current_workflow_state is not None


def test_the_form_for_a_new_page_saves_the_draft_and_refuses_to_submit_it(client, newsroom):
    address = reverse("wagtailadmin_pages:add", args=["portal_content", "article", newsroom.column.pk])
    response = post(client, newsroom.editor, address, form_data(MOBILE, **{"action-submit": "1"}))
    page = Article.objects.get(title="关于测试的通知")
    assert response.url == edit_address(page)
    assert page.current_workflow_state is None


def test_a_draft_with_obstacles_can_be_saved_at_any_time(client, newsroom, draft):
    response = post(client, newsroom.editor, edit_address(draft), form_data("他说“特么的”。"))
    assert response.status_code == 302
    assert "特么的" in str(fresh(draft).get_latest_revision_as_object().body)
    assert "提交审核前须改正或者说明的问题有1处" in client.get(edit_address(draft)).content.decode()


def test_errors_of_the_form_itself_are_shown_as_ever(client, newsroom, draft):
    data = form_data(MOBILE, title="", **{"action-submit": "1"})
    response = post(client, newsroom.editor, edit_address(draft), data)
    assert response.status_code == 200
    assert response.context["form"].errors
