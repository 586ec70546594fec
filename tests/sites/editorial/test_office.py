"""Editorial work as people meet it: dashboard, buttons, review page."""

import pytest
from django.urls import reverse

from sites.editorial import desk, operations
from sites.registry.operations import grant
from tests.factories.review import withdraw
from tests.factories.sites import make_member, make_site

from .conftest import change, fresh, write

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def enter(client):
    """Returns a function that signs somebody in and reads a page of the office."""

    def read(person, path=HOME) -> str:
        client.force_login(person)
        return client.get(path).content.decode()

    return read


def buttons(html: str) -> str:
    """What stands in the footer of the edit form."""
    return html.partition('class="office-actions"')[2].partition("</nav>")[0]


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def review_url(page) -> str:
    return reverse("sites_editorial:review", args=[page.pk])


def decide(client, person, page, decision, comment="", revision=None):
    client.force_login(person)
    data = {"decision": decision, "comment": comment, "revision": revision or page.latest_revision_id}
    return client.post(review_url(page), data)


# --- The desk ---------------------------------------------------------------------------------------


def test_a_draft_lies_on_the_desk_of_who_wrote_it(newsroom, draft):
    assert [page.pk for page in desk.drafts(newsroom.editor)] == [draft.pk]
    assert not desk.drafts(newsroom.reviewer)


def test_a_submitted_text_leaves_the_drafts_and_waits_for_the_reviewers(newsroom, submitted):
    assert not desk.drafts(newsroom.editor)
    assert [entry.page.pk for entry in desk.author_entries(desk.under_way(newsroom.editor))] == [submitted.pk]
    for person in (newsroom.reviewer, newsroom.other_reviewer):
        assert [entry.page.pk for entry in desk.awaiting_entries(desk.awaiting(person))] == [submitted.pk]
    assert not desk.awaiting(newsroom.signer)


def test_what_somebody_may_not_decide_does_not_wait_for_him(newsroom, submitted):
    grant(newsroom.editor, newsroom.record, "reviewer")
    grant(newsroom.reviewer, newsroom.record, "signer")
    assert not desk.awaiting(newsroom.editor)
    operations.approve(submitted, newsroom.reviewer)
    assert not desk.awaiting(newsroom.reviewer)
    assert len(desk.awaiting(newsroom.signer)) == 1


def test_a_reviewer_who_changed_the_text_no_longer_finds_it(newsroom, submitted):
    change(submitted, newsroom.reviewer)
    assert not desk.awaiting(newsroom.reviewer)
    assert len(desk.awaiting(newsroom.other_reviewer)) == 1


def test_a_returned_text_comes_back_with_its_reason(enter, newsroom, submitted):
    operations.return_to_author(submitted, newsroom.reviewer, "请写明依据的文件")
    html = enter(newsroom.editor)
    assert "请写明依据的文件" in html
    assert edit_url(submitted) in html


def test_a_page_that_was_taken_down_is_no_draft(newsroom, published):
    withdraw(published, newsroom.reviewer, newsroom.signer)
    assert not desk.drafts(newsroom.editor)


def test_somebody_who_lost_his_role_finds_nothing_of_the_site(newsroom, submitted):
    newsroom.editor.groups.clear()
    assert not desk.under_way(newsroom.editor)
    assert not desk.drafts(newsroom.editor)


def test_the_dashboard_shows_nothing_of_other_sites(enter, newsroom, submitted):
    other = make_site("other")
    for role in ("editor", "reviewer", "signer", "site_admin"):
        html = enter(make_member(other, role))
        assert submitted.title not in html
        assert newsroom.record.name not in html


def test_an_administrator_sees_the_figures_of_the_installation(enter, newsroom, published):
    html = enter(newsroom.root)
    assert reverse("sites_registry_sites:index") + "?state=live" in html
    assert published.title in html
    assert "office-figures" not in enter(newsroom.editor)


def test_the_dashboard_asks_as_often_for_many_texts_as_for_one(
    client, newsroom, submitted, django_assert_max_num_queries
):
    grant(newsroom.reviewer, newsroom.record, "editor")
    write(newsroom.column, newsroom.reviewer)
    client.force_login(newsroom.reviewer)
    client.get(HOME)
    with django_assert_max_num_queries(80) as few:
        client.get(HOME)
    for number in range(4):
        operations.submit(write(newsroom.column, newsroom.editor, f"稿件{number}"), newsroom.editor)
        write(newsroom.column, newsroom.reviewer, f"草稿{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(HOME)


# --- The edit form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["editor", "root"])
def test_the_edit_form_offers_to_submit_first_and_never_to_publish(enter, newsroom, draft, person):
    html = enter(getattr(newsroom, person), edit_url(draft))
    assert "提交审核" in buttons(html)
    assert "保存草稿" in buttons(html)
    assert buttons(html).index("提交审核") < buttons(html).index("保存草稿")
    assert "action-publish" not in html


def test_the_author_of_a_text_under_review_learns_why_he_cannot_change_or_approve_it(
    enter, newsroom, submitted
):
    grant(newsroom.editor, newsroom.record, "reviewer")
    html = enter(newsroom.editor, edit_url(submitted))
    assert "本稿由您撰写或提交，须由他人审核。" in html
    assert "action-cancel-workflow" in buttons(html)
    assert review_url(submitted) not in buttons(html)


def test_a_reviewer_is_led_from_the_form_to_the_review(enter, newsroom, submitted):
    html = buttons(enter(newsroom.reviewer, edit_url(submitted)))
    assert review_url(submitted) in html
    assert "action-cancel-workflow" not in html


def test_a_reviewer_cannot_end_a_review_without_a_reason(client, newsroom, submitted):
    client.force_login(newsroom.reviewer)
    client.post(edit_url(submitted), {"action-cancel-workflow": "1"})
    assert fresh(submitted).workflow_in_progress


def test_a_new_page_begins_with_its_department_and_its_author(enter, newsroom):
    url = reverse("wagtailadmin_pages:add", args=["portal_content", "article", newsroom.column.pk])
    html = enter(newsroom.editor, url)
    assert f'<option value="{newsroom.record.sponsor_id}" selected>' in html
    assert f'<option value="{newsroom.editor.pk}" selected>' in html


# --- The review page ----------------------------------------------------------------------------------


def test_a_text_is_reviewed_and_signed_on_the_review_page(client, newsroom, submitted):
    assert decide(client, newsroom.reviewer, submitted, "approve").status_code == 302
    assert decide(client, newsroom.signer, submitted, "approve", "同意").status_code == 302
    assert fresh(submitted).live


def test_returning_without_a_reason_is_refused_with_a_sentence(client, newsroom, submitted):
    response = decide(client, newsroom.reviewer, submitted, "return")
    assert "请填写退回理由" in response.content.decode()
    assert fresh(submitted).workflow_in_progress


def test_an_opinion_is_not_lost_by_an_error(client, newsroom, submitted):
    response = decide(client, newsroom.reviewer, submitted, "nonsense", "写了很久的意见")
    assert "写了很久的意见" in response.content.decode()


def test_nobody_decides_on_a_version_he_did_not_read(client, newsroom, submitted):
    seen = submitted.latest_revision_id
    change(submitted, newsroom.other_reviewer)
    response = decide(client, newsroom.reviewer, submitted, "approve", revision=seen)
    assert response.status_code == 422
    assert fresh(submitted).current_workflow_task_state.task.specific.step_name == "审核"


def test_the_review_page_tells_the_author_that_others_decide(enter, newsroom, submitted):
    html = enter(newsroom.editor, review_url(submitted))
    assert "本稿由您撰写或提交，须由他人审核。" in html
    assert 'name="decision"' not in html


def test_the_author_cannot_decide_by_sending_the_form(client, newsroom, submitted):
    grant(newsroom.editor, newsroom.record, "reviewer")
    decide(client, newsroom.editor, submitted, "approve")
    assert fresh(submitted).current_workflow_task_state.task.specific.step_name == "审核"


def test_people_of_other_sites_do_not_get_to_the_review(client, newsroom, submitted):
    stranger = make_member(make_site("other"), "reviewer")
    client.force_login(stranger)
    assert submitted.title not in client.get(review_url(submitted), follow=True).content.decode()
