"""保密审查: its conclusion decides, is sealed, and names its ground."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sites.editorial import operations, secrecy
from sites.editorial.models import StepState
from sites.ledger.models import Entry
from tests.factories.pages import ColumnFactory
from tests.factories.review import make_reviewers
from tests.factories.sites import make_member, make_site

from .conftest import change, fresh, write


@pytest.fixture
def desk(db):
    """A text that waits for its secrecy review, and the people of its site."""
    site = make_site("jyj")
    reviewers = make_reviewers(site)
    editor = make_member(site, "editor", "王采编")
    page = write(ColumnFactory(parent=site.site.root_page, review_level="news"), editor)
    operations.submit(page, editor)
    operations.approve(fresh(page), reviewers["review"])
    return fresh(page), reviewers["secrecy_review"], editor


def sealed(page) -> dict:
    entry = Entry.objects.filter(subject=str(page.pk), step="secrecy_review").latest("number")
    return entry.details


def test_what_may_be_disclosed_goes_on_and_the_conclusion_is_sealed(desk):
    page, reviewer, _editor = desk
    operations.approve(page, reviewer, conclusion=secrecy.PUBLIC)
    assert sealed(page)["conclusion"] == "public"
    assert StepState.objects.get(step="secrecy_review").conclusion == "public"
    assert fresh(page).current_workflow_task.step == "sign_off"


def test_what_must_be_processed_first_goes_back_to_the_author(desk):
    page, reviewer, _editor = desk
    operations.return_to_author(page, reviewer, "隐去第二段的姓名", conclusion=secrecy.AFTER_PROCESSING)
    assert sealed(page)["conclusion"] == "after_processing"
    assert fresh(page).current_workflow_state.status == "needs_changes"


def test_what_is_not_disclosed_needs_its_ground(desk):
    page, reviewer, _editor = desk
    for ground in ("", "nonsense"):
        with pytest.raises(ValidationError):
            operations.return_to_author(page, reviewer, "涉密", conclusion=secrecy.NOT_PUBLIC, ground=ground)
    operations.return_to_author(
        fresh(page), reviewer, "涉密", conclusion=secrecy.NOT_PUBLIC, ground="state_secret"
    )
    assert sealed(page)["ground"] == "state_secret"
    assert not fresh(page).live


@pytest.mark.parametrize("conclusion", [secrecy.AFTER_PROCESSING, secrecy.NOT_PUBLIC, "nonsense"])
def test_nothing_is_approved_with_a_conclusion_against_it(desk, conclusion):
    page, reviewer, _editor = desk
    with pytest.raises(ValidationError):
        operations.approve(page, reviewer, conclusion=conclusion, ground="state_secret")
    assert fresh(page).current_workflow_task.step == "secrecy_review"


def test_the_review_page_asks_for_a_conclusion_and_keeps_what_was_typed(client, desk):
    page, reviewer, _editor = desk
    client.force_login(reviewer)
    url = reverse("sites_editorial:review", args=[page.pk])
    html = client.get(url).content.decode()
    assert all(one.name in html for one in secrecy.conclusions().values())
    posted = {"revision": page.latest_revision_id, "comment": "写了很久的意见", "conclusion": "not_public"}
    answer = client.post(url, posted)
    assert answer.status_code == 422
    assert "请选择不予公开的依据" in answer.content.decode()
    assert "写了很久的意见" in answer.content.decode()
    assert client.post(url, {**posted, "ground": "process"}).status_code == 302
    assert sealed(page)["ground"] == "process"


def test_the_author_reads_the_conclusion_and_its_ground_on_his_desk(client, desk):
    page, reviewer, editor = desk
    operations.return_to_author(page, reviewer, "属过程稿", conclusion=secrecy.NOT_PUBLIC, ground="process")
    client.force_login(editor)
    html = client.get("/admin/").content.decode()
    assert "不公开" in html
    assert secrecy.grounds()["process"].name in html


@pytest.mark.parametrize(("conclusion", "ground"), [("not_public", "state_secret"), ("after_processing", "")])
def test_what_did_not_pass_is_not_handed_in_again_unchanged(desk, conclusion, ground):
    page, reviewer, editor = desk
    operations.return_to_author(page, reviewer, "见意见", conclusion=conclusion, ground=ground)
    with pytest.raises(ValidationError, match="保密审查"):
        operations.submit(fresh(page), editor)
    change(page, editor)
    operations.submit(fresh(page), editor)
    assert fresh(page).workflow_in_progress
