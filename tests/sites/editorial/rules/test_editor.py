"""Whoever may edit a page gets findings on what is typed; nothing is saved by asking."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page, Revision

from sites.editorial import operations
from sites.editorial.models import RuleOverride
from tests.factories.sites import make_member, make_site, make_user

from ..conftest import fresh
from .test_submission import MOBILE, form_data, post, with_text

BLOCK = "body.11111111-1111-4111-8111-111111111111"


def address(name: str, page) -> str:
    return reverse(f"sites_editorial:{name}", args=[page.pk])


def found(response) -> dict[str, dict]:
    return {entry["rule"]: entry for entry in response.json()["entries"]}


def test_what_is_typed_is_checked_and_named_by_the_block_it_stands_in(client, newsroom, draft):
    response = post(client, newsroom.editor, address("findings", draft), form_data(MOBILE))
    entry = found(response)["personal.mobile"]
    assert entry["path"] == BLOCK
    assert entry["level"] == "warn"
    assert "138****8000" in entry["message"]
    assert "13800138000" not in response.content.decode()


def test_asking_saves_nothing(client, newsroom, draft):
    before = (Revision.objects.count(), Page.objects.count(), draft.latest_revision_id)
    post(client, newsroom.editor, address("findings", draft), form_data(MOBILE, title="没有保存"))
    draft.refresh_from_db()
    assert (Revision.objects.count(), Page.objects.count(), draft.latest_revision_id) == before
    assert draft.title != "没有保存"


def test_a_page_that_is_not_saved_yet_is_checked(client, newsroom):
    where = reverse("sites_editorial:findings_new", args=["portal_content", "article", newsroom.column.pk])
    response = post(client, newsroom.editor, where, form_data(MOBILE))
    assert "personal.mobile" in found(response)
    assert not newsroom.column.get_children().exists()


def test_a_form_that_is_not_complete_yet_is_checked(client, newsroom, draft):
    response = post(client, newsroom.editor, address("findings", draft), form_data(MOBILE, title=""))
    assert "personal.mobile" in found(response)


@pytest.mark.parametrize("data", [{}, {"title": "只有标题"}, {"body-count": "x"}, {"display_date": "昨天"}])
def test_nonsense_is_answered_without_an_error_of_the_server(client, newsroom, draft, data):
    client.raise_request_exception = False
    response = post(client, newsroom.editor, address("findings", draft), data)
    assert response.status_code < 500


@pytest.mark.parametrize("name", ["findings", "explain"])
def test_strangers_get_no_answer(client, newsroom, draft, name):
    for person in (make_member(make_site("other"), "editor"), make_user(), newsroom.reviewer):
        response = post(client, person, address(name, draft), form_data(MOBILE))
        assert response.status_code in {302, 403}
        assert "entries" not in response.content.decode()
    client.logout()
    assert client.post(address(name, draft), form_data(MOBILE)).status_code == 302
    assert not RuleOverride.objects.exists()


def test_a_finding_is_explained_where_it_stands_before_the_text_is_saved(client, newsroom, draft):
    entry = found(post(client, newsroom.editor, address("findings", draft), form_data(MOBILE)))
    chosen = entry["personal.mobile"]
    data = form_data(
        MOBILE,
        **{
            "finding-rule": chosen["rule"],
            "finding-digest": chosen["digest"],
            "finding-reason": "值班电话",
        },
    )
    response = post(client, newsroom.editor, address("explain", draft), data)
    assert found(response)["personal.mobile"]["explained"] == "值班电话"
    assert RuleOverride.objects.get().by == newsroom.editor


@pytest.mark.parametrize(("reason", "digest"), [("", None), ("值班电话", "0" * 40)])
def test_an_explanation_without_reason_or_finding_is_refused_in_words(client, newsroom, reason, digest):
    page = with_text(newsroom, MOBILE)
    entry = found(post(client, newsroom.editor, address("findings", page), form_data(MOBILE)))[
        "personal.mobile"
    ]
    data = form_data(
        MOBILE,
        **{
            "finding-rule": entry["rule"],
            "finding-digest": digest or entry["digest"],
            "finding-reason": reason,
        },
    )
    response = post(client, newsroom.editor, address("explain", page), data)
    assert response.status_code == 422
    assert response.json()["error"]
    assert not RuleOverride.objects.exists()


def test_the_editor_is_told_where_to_ask(client, newsroom, draft):
    client.force_login(newsroom.editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert f'data-findings="{address("findings", draft)}"' in html
    assert "office/findings.js" in html


def test_the_remarks_of_the_reviewer_stand_beside_their_blocks_until_the_text_is_handed_in_again(
    client, newsroom, submitted
):
    remark = {"path": "title", "label": "标题", "text": "请写明是哪一年。"}
    operations.return_to_author(submitted, newsroom.reviewer, remarks=[remark])
    where = address("findings", submitted)

    def remarks() -> list[dict]:
        response = post(client, newsroom.editor, where, form_data("现将有关事项通知如下。"))
        return [entry for entry in response.json()["entries"] if entry["kind"] == "remark"]

    assert [(entry["path"], entry["message"]) for entry in remarks()] == [("title", "请写明是哪一年。")]
    assert "李审核" in remarks()[0]["title"]
    operations.submit(fresh(submitted), newsroom.editor)
    assert remarks() == []


def test_what_held_the_author_back_holds_back_a_reviewer_who_changed_the_text(newsroom, submitted):
    latest = submitted.get_latest_revision_as_object()
    latest.body = [("paragraph", f"<p>请联系{MOBILE}。</p>")]
    latest.save_revision(user=newsroom.other_reviewer)
    with pytest.raises(ValidationError):
        operations.approve(fresh(submitted), newsroom.reviewer)
    operations.return_to_author(fresh(submitted), newsroom.reviewer, "请隐去号码")
