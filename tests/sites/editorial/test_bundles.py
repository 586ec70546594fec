"""成组发布: each page through its own review, all public at one moment or none."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Page

from portal.content.models import Column
from sites.editorial import bundles, desk, emergency, jobs, operations, withdrawal
from sites.editorial.models import Bundle, BundleMember
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies
from sites.pages import gate
from sites.registry.operations import grant
from tests.factories.bundles import make_bundle, sign
from tests.factories.sites import make_member

from .conftest import change, fresh, public, signed


def in_hours(hours: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=hours)


def acts_of(thing) -> list[str]:
    return list(Entry.objects.about(thing).order_by("number").values_list("act", flat=True))


# --- All or none --------------------------------------------------------------------------------------


def test_a_signed_page_waits_and_the_last_signature_releases_all(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    assert public(*pages) == [False, False]
    assert fresh(bundle).state == "complete"
    signed(newsroom, pages[1], newsroom.other_signer)
    assert public(*pages) == [True, True]
    assert (fresh(bundle).state, fresh(bundle).refusal) == ("released", "")
    assert not BundleMember.objects.open().exists()
    assert list(discrepancies()) == []


def test_each_is_published_by_its_own_signer_and_the_release_by_whoever_completed_it(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    signed(newsroom, pages[1], newsroom.other_signer)
    by = dict(Entry.objects.filter(act="published").values_list("subject", "actor"))
    assert by[str(pages[0].pk)] == str(newsroom.signer.pk)
    assert by[str(pages[1].pk)] == str(newsroom.other_signer.pk)
    assert Entry.objects.get(act="bundle_released").actor == str(newsroom.other_signer.pk)
    assert acts_of(bundle) == ["bundle_made", "bundle_completed", "bundle_released"]
    assert "bundle_page_added" in acts_of(Page(pk=pages[1].pk))


def test_a_waiting_page_is_not_published_by_itself(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    with pytest.raises(operations.NotApproved):
        operations.publish(fresh(pages[0]).latest_revision, newsroom.signer)
    assert public(*pages) == [False, False]


def test_nothing_goes_out_before_somebody_said_that_no_page_is_missing(newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor, complete=False)
    for page in pages:
        signed(newsroom, page)
    assert public(*pages) == [False, False]
    bundles.complete(bundle, newsroom.editor)
    assert public(*pages) == [True, True]


def test_a_bundle_that_is_held_back_waits_until_it_is_completed_again(newsroom, pages, bundle):
    bundles.hold(bundle, newsroom.editor)
    for page in pages:
        signed(newsroom, page)
    assert public(*pages) == [False, False]
    bundles.complete(fresh(bundle), newsroom.editor)
    assert public(*pages) == [True, True]


def test_adding_a_page_to_a_complete_bundle_makes_it_wait_for_its_completion(newsroom, pages):
    bundle = make_bundle(pages[:1], newsroom.editor)
    bundles.add(bundle, pages[1], newsroom.editor)
    signed(newsroom, pages[0])
    signed(newsroom, pages[1])
    assert public(*pages) == [False, False]


def test_when_one_is_refused_none_goes_out_and_the_bundle_says_why_until_it_is_repaired(
    newsroom, pages, bundle
):
    signed(newsroom, pages[0])
    raise_level(newsroom, "document")
    sign(pages[1], newsroom.editor, newsroom.reviewer, *others(newsroom), newsroom.signer)
    assert public(*pages) == [False, False]
    assert "某某办法：" in fresh(bundle).refusal
    assert fresh(bundle).state == "complete"
    # Signed all the same: nobody has to do that again.
    assert fresh(pages[1]).current_workflow_state is None
    assert not Entry.objects.filter(act="published", subject__in=[str(page.pk) for page in pages]).exists()
    sign(pages[0], newsroom.editor, newsroom.reviewer, *others(newsroom), newsroom.signer)
    assert public(*pages) == [True, True]
    assert fresh(bundle).refusal == ""


def raise_level(newsroom, level: str) -> None:
    column = Column.objects.get(pk=newsroom.column.pk)
    column.review_level = level
    with gate.opened():
        column.save()


def others(newsroom):
    return [make_member(newsroom.record, role) for role in ("secrecy_reviewer", "proofreader")]


def test_what_was_changed_in_the_database_while_it_waited_stops_all(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    revision = fresh(pages[0]).latest_revision
    revision.content["title"] = "没有人签发过的标题"
    revision.save()
    signed(newsroom, pages[1])
    assert public(*pages) == [False, False]
    assert fresh(bundle).refusal == "某某办法：将要公开的内容与签发时不一致。"


# --- The moment ----------------------------------------------------------------------------------------


def test_a_bundle_waits_for_its_moment_and_the_timetable_releases_it(newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor, release_at=in_hours(1))
    for page in pages:
        signed(newsroom, page)
    jobs.release_bundles()
    assert not TaskRun.objects.filter(task_path="sites.editorial.jobs.release_bundle").exists()
    assert public(*pages) == [False, False]
    Bundle.objects.update(release_at=in_hours(-1))
    jobs.release_bundles()
    run = TaskRun.objects.get(task_path="sites.editorial.jobs.release_bundle")
    assert run.args == [bundle.pk]
    jobs.release_bundle(bundle.pk)
    assert public(*pages) == [True, True]
    assert Entry.objects.get(act="bundle_released").actor == ""
    published = Entry.objects.filter(act="published", subject__in=[str(page.pk) for page in pages])
    assert set(published.values_list("actor", flat=True)) == {str(newsroom.signer.pk)}


def test_releasing_again_changes_nothing(newsroom, pages, bundle):
    for page in pages:
        signed(newsroom, page)
    before = Entry.objects.count()
    jobs.release_bundle(bundle.pk)
    assert Entry.objects.count() == before


def test_one_page_with_a_moment_is_a_scheduled_publication(newsroom, draft):
    bundle = make_bundle([draft], newsroom.editor, release_at=in_hours(1))
    signed(newsroom, draft)
    assert public(draft) == [False]
    Bundle.objects.filter(pk=bundle.pk).update(release_at=in_hours(-1))
    jobs.release_bundle(bundle.pk)
    assert public(draft) == [True]


def test_a_moment_that_has_come_does_not_release_what_is_not_signed(newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor, release_at=in_hours(1))
    signed(newsroom, pages[0])
    Bundle.objects.update(release_at=in_hours(-1))
    jobs.release_bundle(bundle.pk)
    assert public(*pages) == [False, False]
    signed(newsroom, pages[1])
    assert public(*pages) == [True, True]


def test_a_refused_bundle_is_tried_again_after_a_while_and_not_each_minute(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    raise_level(newsroom, "document")
    sign(pages[1], newsroom.editor, newsroom.reviewer, *others(newsroom), newsroom.signer)
    assert bundles.due_to_be_tried(timezone.now()) == []
    assert bundles.due_to_be_tried(in_hours(1)) == [bundle.pk]
    raise_level(newsroom, "reprint")
    jobs.release_bundle(bundle.pk)
    assert public(*pages) == [True, True]


@pytest.mark.parametrize("hours", [0, -1])
def test_a_moment_lies_ahead(newsroom, pages, hours):
    with pytest.raises(ValidationError):
        make_bundle(pages, newsroom.editor, release_at=in_hours(hours))


# --- While it waits -------------------------------------------------------------------------------------


def test_an_edit_of_a_waiting_page_voids_its_signature(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    change(pages[0], newsroom.editor)
    signed(newsroom, pages[1])
    assert public(*pages) == [False, False]
    sign(pages[0], newsroom.editor, newsroom.reviewer, newsroom.signer)
    assert public(*pages) == [True, True]
    assert fresh(pages[0]).title == "改过的标题"


def test_a_waiting_page_handed_in_again_and_returned_is_signed_no_more(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    operations.submit(fresh(pages[0]), newsroom.editor)
    operations.return_to_author(fresh(pages[0]), newsroom.reviewer, "数据有误")
    signed(newsroom, pages[1])
    assert public(*pages) == [False, False]
    assert fresh(bundle).state == "complete"


def test_a_waiting_page_handed_in_again_and_withdrawn_by_its_author_is_signed_no_more(
    newsroom, pages, bundle
):
    signed(newsroom, pages[0])
    operations.submit(fresh(pages[0]), newsroom.editor)
    fresh(pages[0]).current_workflow_state.cancel(user=newsroom.editor)
    signed(newsroom, pages[1])
    assert public(*pages) == [False, False]


def test_a_returned_page_holds_the_others_back(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    sign(pages[1], newsroom.editor)
    operations.return_to_author(fresh(pages[1]), newsroom.reviewer, "请补充依据")
    assert public(*pages) == [False, False]


def test_nobody_signs_twice_or_his_own_text_for_being_in_a_bundle(newsroom, pages, bundle):
    grant(newsroom.reviewer, newsroom.record, "signer")
    grant(newsroom.editor, newsroom.record, "signer")
    sign(pages[0], newsroom.editor, newsroom.reviewer)
    for person in (newsroom.reviewer, newsroom.editor):
        with pytest.raises(PermissionDenied):
            operations.approve(fresh(pages[0]), person)
    assert not BundleMember.objects.exclude(signed_revision=None).exists()


def test_the_last_approval_is_refused_at_once_when_a_step_is_missing(newsroom, pages, bundle):
    sign(pages[0], newsroom.editor, newsroom.reviewer)
    raise_level(newsroom, "document")
    with pytest.raises(operations.NotApproved):
        operations.approve(fresh(pages[0]), newsroom.signer)


def test_an_emergency_release_takes_the_page_out_and_lets_it_be_approved_by_itself(newsroom, pages, bundle):
    officer = make_member(newsroom.record, "emergency_publisher")
    signed(newsroom, pages[0])
    emergency.release(fresh(pages[0]), officer, "台风红色预警，须立即告知市民。")
    assert public(*pages) == [True, False]
    assert bundles.of_page(pages[0]) is None
    assert fresh(bundle).state == "collecting"
    assert fresh(pages[0]).workflow_in_progress
    operations.approve(fresh(pages[0]), newsroom.reviewer)
    operations.approve(fresh(pages[0]), newsroom.signer)
    assert not emergency.EmergencyRelease.objects.open().exists()
    assert list(discrepancies()) == []


def test_what_was_released_in_an_emergency_does_not_wait_in_a_bundle(newsroom, draft):
    officer = make_member(newsroom.record, "emergency_publisher")
    emergency.release(draft, officer, "台风红色预警，须立即告知市民。")
    change(draft, newsroom.editor)
    with pytest.raises(ValidationError, match="应急"):
        make_bundle([fresh(draft)], newsroom.editor)


def test_a_withdrawal_takes_the_new_version_out_of_its_bundle(newsroom, pages, published):
    change(published, newsroom.editor)
    bundle = make_bundle([fresh(published), pages[0]], newsroom.editor)
    signed(newsroom, published)
    asked = withdrawal.request(fresh(published), newsroom.reviewer, "error", "数据有误")
    withdrawal.sign(asked, newsroom.signer)
    assert fresh(bundle).state == "collecting"
    bundles.complete(fresh(bundle), newsroom.editor)
    signed(newsroom, pages[0])
    assert public(published, pages[0]) == [False, True]


def test_a_deleted_draft_leaves_its_bundle_which_is_completed_anew(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    fresh(pages[1]).delete()
    assert fresh(bundle).state == "collecting"
    jobs.release_bundle(bundle.pk)
    assert public(pages[0]) == [False]
    assert Entry.objects.filter(act="bundle_page_taken_out", subject=str(pages[1].pk)).count() == 1


def test_a_waiting_page_is_no_unfinished_draft_of_its_author(newsroom, pages, bundle):
    assert pages[0].pk in {page.pk for page in desk.drafts(newsroom.editor)}
    signed(newsroom, pages[0])
    assert pages[0].pk not in {page.pk for page in desk.drafts(newsroom.editor)}
    change(pages[0], newsroom.editor)
    assert pages[0].pk in {page.pk for page in desk.drafts(newsroom.editor)}
