"""应急发布: out at once with a reason, approved within the hours or down by itself, always listed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.content.models import Alert, Column, PlainPage
from sites.editorial import desk, emergency, jobs, operations
from sites.editorial.models import EmergencyRelease
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies
from sites.registry.operations import grant
from tests.factories.review import withdraw
from tests.factories.sites import make_member, make_site

from .conftest import change, fresh, write

REASON = "台风红色预警，须立即告知市民。"


@pytest.fixture
def officer(newsroom):
    return make_member(newsroom.record, "emergency_publisher", "孙应急")


@pytest.fixture
def released(newsroom, draft, officer):
    emergency.release(draft, officer, REASON)
    return fresh(draft)


def later(hours: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=hours)


def test_a_release_is_public_at_once_recorded_with_its_reason_and_under_review(newsroom, released, officer):
    assert released.live
    entry = Entry.objects.get(act="released_in_emergency")
    assert (entry.actor, entry.details["comment"]) == (str(officer.pk), REASON)
    assert list(discrepancies()) == []
    assert released.workflow_in_progress


def test_it_is_approved_afterwards_by_the_ordinary_steps(newsroom, released):
    operations.approve(released, newsroom.reviewer)
    assert EmergencyRelease.objects.open().exists()
    operations.approve(fresh(released), newsroom.signer)
    assert EmergencyRelease.objects.get().outcome == "approved"
    assert not emergency.expire(EmergencyRelease.objects.get().pk, later(25))
    assert fresh(released).live


def test_neither_the_officer_nor_the_author_approves_it_afterwards(newsroom, released, officer):
    for person in (officer, newsroom.editor):
        grant(person, newsroom.record, "reviewer")
        assert not desk.awaiting(person)
        with pytest.raises(PermissionDenied):
            operations.approve(fresh(released), person)


def test_the_officer_does_not_approve_it_either_after_others_handed_it_in_again(newsroom, released, officer):
    grant(officer, newsroom.record, "reviewer")
    released.current_workflow_state.cancel(user=newsroom.editor)
    operations.submit(fresh(released), newsroom.editor)
    assert not desk.awaiting(officer)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(released), officer)


def test_what_is_not_approved_in_time_comes_down_by_itself(newsroom, released):
    made = EmergencyRelease.objects.get()
    assert not emergency.expire(made.pk, later(23))
    assert fresh(released).live
    assert emergency.expire(made.pk, later(25))
    assert not fresh(released).live
    assert EmergencyRelease.objects.get().outcome == "expired"
    assert Entry.objects.filter(act="taken_down", subject=str(released.pk), actor="").exists()
    assert not emergency.expire(made.pk, later(25))


def test_the_timetable_finds_what_is_overdue(newsroom, released):
    EmergencyRelease.objects.update(approve_by=timezone.now())
    jobs.end_emergency_releases()
    runs = TaskRun.objects.filter(task_path="sites.editorial.jobs.end_emergency_release")
    assert [run.args for run in runs] == [[EmergencyRelease.objects.get().pk]]
    jobs.end_emergency_release(*runs.get().args)
    assert not fresh(released).live


def test_a_signer_takes_it_down_before_the_hours_are_over(newsroom, released):
    withdraw(released, newsroom.reviewer, newsroom.signer)
    assert EmergencyRelease.objects.get().outcome == "taken_down"


def test_a_corrected_version_is_approved_in_its_place(newsroom, released):
    changed = change(released, newsroom.editor)
    operations.begin_again(changed, newsroom.editor)
    operations.approve(fresh(changed), newsroom.reviewer)
    operations.approve(fresh(changed), newsroom.signer)
    assert fresh(released).title == "改过的标题"
    assert EmergencyRelease.objects.get().outcome == "approved"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_written_reason_nothing_goes_out(newsroom, draft, officer, reason):
    with pytest.raises(ValidationError):
        emergency.release(draft, officer, reason)
    assert not fresh(draft).live
    assert not EmergencyRelease.objects.exists()


@pytest.mark.parametrize("person", ["editor", "reviewer", "signer", "root"])
def test_nobody_else_releases_anything(newsroom, draft, person):
    with pytest.raises(PermissionDenied):
        emergency.release(draft, getattr(newsroom, person), REASON)
    assert not fresh(draft).live


def test_the_officer_of_another_site_releases_nothing_here(newsroom, draft):
    stranger = make_member(make_site("other"), "emergency_publisher")
    with pytest.raises(PermissionDenied):
        emergency.release(draft, stranger, REASON)


def test_a_public_text_is_not_changed_this_way(newsroom, published, officer):
    change(published, newsroom.editor)
    with pytest.raises(PermissionDenied):
        emergency.release(fresh(published), officer, REASON)
    assert fresh(published).title != "改过的标题"


def test_only_alerts_and_articles_go_out_this_way(newsroom, officer):
    column = newsroom.home.add_child(instance=Column(title="新栏目", kind="news", live=False))
    plain = newsroom.home.add_child(instance=PlainPage(title="说明", live=False))
    for page in (column, plain):
        page.save_revision(user=newsroom.editor)
        with pytest.raises(PermissionDenied):
            emergency.release(page, officer, REASON)


@pytest.mark.parametrize(("kind", "allowed"), [("portal", True), ("department", False)])
def test_only_the_portal_warns_on_all_sites_at_once(db, kind, allowed):
    record = make_site("site", kind=kind)
    officer = make_member(record, "emergency_publisher")
    alert = Alert(title="台风红色预警", text="请不要外出。", scope="all", expires_at=later(24), live=False)
    record.site.root_page.add_child(instance=alert)
    alert.save_revision(user=officer)
    assert bool(emergency.reason_against(fresh(alert), officer)) is not allowed


def test_the_officer_is_led_from_the_form_to_the_release_and_must_write_why(client, newsroom, draft, officer):
    client.force_login(officer)
    page = write(newsroom.column, officer, "台风红色预警")
    url = reverse("sites_editorial:emergency", args=[page.pk])
    assert url in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    answer = client.post(url, {"revision": page.latest_revision_id, "reason": ""})
    assert answer.status_code == 422
    assert "请写明不能等待审核的理由" in answer.content.decode()
    assert client.post(url, {"revision": page.latest_revision_id, "reason": REASON}).status_code == 302
    assert fresh(page).live


def test_others_neither_see_the_button_nor_get_the_page(client, newsroom, draft):
    client.force_login(newsroom.editor)
    url = reverse("sites_editorial:emergency", args=[draft.pk])
    assert url not in client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    answer = client.post(url, {"revision": draft.latest_revision_id, "reason": REASON})
    assert answer.status_code == 422
    assert not fresh(draft).live


def test_the_list_says_until_which_moment_of_the_clock_a_release_must_be_approved(client, newsroom, released):
    """It is still to come; "just now" would be wrong."""
    client.force_login(newsroom.signer)
    html = client.get(reverse("sites_editorial:emergency_releases")).content.decode()
    until = timezone.localtime(EmergencyRelease.objects.get().approve_by)
    assert f"{until:%Y-%m-%d %H:%M}" in html
    assert newsroom.record.site.site_name in html
    assert "刚刚" not in html


def test_the_list_shows_a_site_its_own_releases_with_as_many_queries_for_many(
    client, newsroom, released, officer, django_assert_max_num_queries
):
    url = reverse("sites_editorial:emergency_releases")
    stranger = make_member(make_site("other"), "signer")
    client.force_login(stranger)
    assert released.title not in client.get(url).content.decode()
    client.force_login(newsroom.signer)
    assert released.title in client.get(url).content.decode()
    with django_assert_max_num_queries(100) as few:
        client.get(url)
    for number in range(4):
        emergency.release(write(newsroom.column, newsroom.editor, f"预警{number}"), officer, REASON)
    with django_assert_max_num_queries(len(few)):
        assert "预警3" in client.get(url).content.decode()
