"""No door of the office publishes: for anybody, least of all an administrator."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from portal.content.models import Article
from sites.editorial import operations
from sites.registry.operations import grant
from tests.factories.review import withdraw
from tests.factories.sites import make_site

from .conftest import change, fresh, write

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["root", "signer"])
def office(client, newsroom, request):
    """The office as an administrator and as a signer see it."""
    person = getattr(newsroom, request.param)
    if person is newsroom.signer:
        grant(person, newsroom.record, "editor")
    client.force_login(person)
    return client


@pytest.fixture
def administrator(client, newsroom):
    client.force_login(newsroom.root)
    return client


def form_data(**extra) -> dict:
    """What the edit form of an article sends."""
    return {
        "title": "从后台直接发布",
        "summary": "",
        "display_date": "2026-11-21 10:00",
        "body-count": "0",
        "attachments-count": "0",
        "language_variant": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
        **extra,
    }


def live_count() -> int:
    return Article.objects.live().count()


def test_the_edit_form_does_not_publish(office, draft):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = office.post(url, form_data(**{"action-publish": "1"}))
    assert response.status_code == 302
    assert fresh(draft).get_latest_revision_as_object().title == "从后台直接发布"
    assert live_count() == 0


def test_creating_a_page_does_not_publish_it(office, newsroom):
    url = reverse("wagtailadmin_pages:add", args=["portal_content", "article", newsroom.column.pk])
    office.post(url, form_data(**{"action-publish": "1"}))
    assert Article.objects.filter(title="从后台直接发布", live=False).exists()
    assert live_count() == 0


def test_the_form_has_no_date_that_publishes_by_itself(office, newsroom, draft):
    soon = (timezone.localtime() + timezone.timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M")
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    office.post(url, form_data(**{"action-publish": "1", "go_live_at": soon, "expire_at": ""}))
    assert fresh(draft).get_latest_revision_as_object().go_live_at is None
    assert not Page.objects.get(pk=draft.pk).approved_schedule
    assert "go_live_at" not in office.get(url).content.decode()


def test_bulk_publishing_publishes_nothing(office, draft):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    office.post(f"{url}?id={draft.pk}")
    assert live_count() == 0


def test_reverting_to_an_old_version_and_publishing_it_does_not_publish(office, newsroom, published):
    changed = change(published, newsroom.editor)
    old = changed.revisions.order_by("pk").first()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[published.pk, old.pk])
    office.post(url, form_data(**{"action-publish": "1"}))
    assert fresh(published).title == "关于开展测试的通知"
    assert fresh(published).live_revision_id == published.live_revision_id


@pytest.mark.parametrize("extra", [{"publish_copies": "on"}, {"alias": "on"}, {}])
def test_copying_a_published_page_makes_no_second_public_one(office, newsroom, published, extra):
    url = reverse("wagtailadmin_pages:copy", args=[published.pk])
    office.post(
        url,
        {
            "new_title": "副本",
            "new_slug": "fuben",
            "new_parent_page": str(newsroom.column.pk),
            "copy_subpages": "on",
            **extra,
        },
    )
    assert live_count() == 1


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("publish", {}),
        ("create_alias", {"slug": "alias"}),
        ("copy", {"keep_live": True, "slug": "copy"}),
        ("convert_alias", {}),
    ],
)
def test_the_api_of_the_office_publishes_nothing(office, newsroom, published, draft, action, data):
    for page in (published, draft):
        before = live_count()
        path = f"/admin/api/main/pages/{page.pk}/action/{action}/"
        data = {"destination_page_id": newsroom.column.pk, "recursive": False, **data}
        office.post(path, json.dumps(data), content_type="application/json")
        assert live_count() == before


def test_the_workflow_buttons_do_nothing_for_those_whose_step_it_is_not(administrator, submitted):
    task_state = submitted.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", task_state.pk])
    administrator.post(url, {"comment": "同意"})
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    administrator.post(edit, form_data(**{"action-workflow-action": "1", "workflow-action-name": "approve"}))
    assert fresh(submitted).current_workflow_task_state.pk == task_state.pk
    assert live_count() == 0


def test_the_author_cannot_approve_through_the_workflow_buttons(client, newsroom, submitted):
    grant(newsroom.editor, newsroom.record, "reviewer")
    client.force_login(newsroom.editor)
    task_state = submitted.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", task_state.pk])
    client.post(url, {"comment": "同意"})
    assert fresh(submitted).current_workflow_task_state.pk == task_state.pk


def test_returning_through_the_workflow_buttons_needs_a_reason(client, newsroom, submitted):
    client.force_login(newsroom.reviewer)
    task_state = submitted.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "reject", task_state.pk])
    client.post(url, {"comment": ""})
    assert fresh(submitted).workflow_in_progress
    client.post(url, {"comment": "标题不准确"})
    assert not fresh(submitted).workflow_in_progress


def test_a_published_page_stays_where_it_was_reviewed(administrator, newsroom, published):
    """Not even an administrator carries it to another column, or another site."""
    other = make_site("other").site.root_page.get_children().get(slug="tzgg")
    for target in (other, newsroom.home.get_children().get(slug="gzdt")):
        url = reverse("wagtailadmin_pages:move_confirm", args=[published.pk, target.pk])
        administrator.post(url)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        administrator.post(f"{bulk}?id={published.pk}", {"chooser": str(target.pk), "move_applied": "1"})
        path = f"/admin/api/main/pages/{published.pk}/action/move/"
        body = json.dumps({"destination_page_id": target.pk, "position": "last-child"})
        administrator.post(path, body, content_type="application/json")
        assert fresh(published).path == published.path


def test_a_page_that_was_public_is_never_deleted(administrator, newsroom, published):
    withdraw(published, newsroom.reviewer, newsroom.signer)
    for page in (published, newsroom.column, newsroom.home):
        administrator.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        administrator.post(f"{bulk}?id={page.pk}")
        administrator.post(f"/admin/api/main/pages/{page.pk}/action/delete/")
        assert Page.objects.filter(pk=page.pk).exists()


def test_a_draft_that_was_never_public_can_be_deleted(client, newsroom, draft):
    client.force_login(newsroom.editor)
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not Page.objects.filter(pk=draft.pk).exists()


def test_no_page_is_made_beside_the_home_pages(administrator, newsroom):
    """Wagtail lets an administrator publish below the root of the tree; there is nothing to create there."""
    root = Page.get_first_root_node()
    assert not root.specific_class.creatable_subpage_models()
    url = reverse("wagtailadmin_pages:add", args=["portal_content", "portalhome", root.pk])
    assert administrator.post(url, form_data(**{"action-publish": "1"})).status_code != 200
    assert Page.objects.filter(depth=2).count() == 1


def test_a_page_cannot_be_made_private_once_it_is_public(administrator, published):
    url = reverse("wagtailadmin_pages:set_privacy", args=[published.pk])
    administrator.post(url, {"restriction_type": "login", "password": "", "groups": []})
    assert not published.view_restrictions.exists()


def test_an_old_draft_is_not_published_in_place_of_the_approved_text(newsroom, published):
    """A revision nobody approved does not ride on an approval that was given to another."""
    unapproved = change(published, newsroom.editor).latest_revision
    with pytest.raises(operations.NotApproved):
        operations.publish(unapproved, newsroom.signer)
    with pytest.raises(operations.NotApproved):
        operations.publish(write(newsroom.column, newsroom.editor).latest_revision, newsroom.root)
