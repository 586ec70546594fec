"""When the source changes, its copies ask what follows; when it goes, they fall or are justified that day."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sites.editorial import operations as editorial
from sites.editorial import withdrawal
from sites.editorial.models import Withdrawal
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies
from sites.submissions import jobs, operations, publication_steps, sources
from sites.submissions.models import SourceChange
from tests.factories.review import withdraw

from .conftest import adopted, approve, change_source, fresh

REASON = "本站稿件不受影响。"


def withdraw_source(city, source, kind="out_of_date"):
    return withdraw(fresh(source), city.unit_reviewers["review"], city.unit_reviewers["sign_off"], kind)


@pytest.fixture
def mirror(city, offered):
    return adopted(city, offered)


@pytest.fixture
def changed(city, source, mirror):
    change_source(city, source)
    return SourceChange.objects.open().get()


# --- Changed --------------------------------------------------------------------------------------------


def test_a_changed_source_asks_the_site_of_its_copy(source, changed):
    assert changed.kind == "changed"
    assert changed.revision_id == fresh(source).live_revision_id
    assert Entry.objects.filter(act="source_changed").count() == 1


def test_asking_again_asks_once(source, changed):
    sources.notice_change(fresh(source))
    publication_steps.notice_change(source.pk, fresh(source).live_revision_id)
    assert SourceChange.objects.count() == 1
    assert Entry.objects.filter(act="source_changed").count() == 1


def test_two_changes_ask_about_the_last(city, source, changed):
    last = change_source(city, source, "<p>全市中小学九月三日开学。</p>")
    assert SourceChange.objects.get().revision_id == last.live_revision_id


def test_a_new_version_that_readers_see_nothing_of_asks_nothing(city, source, mirror):
    latest = fresh(source).get_latest_revision_as_object()
    latest.review_by = timezone.localdate()
    latest.save_revision(user=city.author)
    editorial.submit(fresh(source), city.author)
    approve(source, city.unit_reviewers)
    assert not SourceChange.objects.exists()


def test_a_change_taken_over_needs_the_review_of_the_copys_site_again(city, mirror, changed):
    assert sources.take_over(changed, city.editor) == ""
    assert "九月一日" in str(fresh(mirror.page).body)
    approve(mirror.page, city.reviewers)
    assert "九月二日" in str(fresh(mirror.page).body)
    mirror.refresh_from_db()
    assert mirror.way == "mirror"
    assert not SourceChange.objects.open().exists()
    assert list(discrepancies()) == []


def test_a_change_during_the_review_of_a_copy_begins_its_review_again(city, source, offered):
    copy = operations.adopt(offered, city.editor, "mirror")
    operations.hand_in(copy, city.editor)
    editorial.approve(fresh(copy.page), city.reviewers["review"])
    change_source(city, source)
    assert sources.take_over(SourceChange.objects.open().get(), city.editor) == ""
    assert fresh(copy.page).current_workflow_task_state.stepstate.step == "review"


def test_a_mirror_that_stays_as_it_is_with_a_reason_mirrors_no_more(city, mirror, changed):
    with pytest.raises(ValidationError):
        sources.justify(changed, city.editor, " ")
    sources.justify(changed, city.editor, REASON)
    mirror.refresh_from_db()
    assert mirror.way == "snapshot"
    assert fresh(mirror.page).live


def test_an_adaptation_is_not_overwritten(city, source, offered):
    copy = adopted(city, offered, "adaptation")
    change_source(city, source)
    change = SourceChange.objects.open().get()
    with pytest.raises(ValidationError):
        sources.take_over(change, city.editor)
    sources.justify(change, city.editor, "已据此修改。")
    copy.refresh_from_db()
    assert copy.way == "adaptation"


@pytest.mark.parametrize("decide", ["take_over", "justify", "let_fall"])
def test_only_the_site_of_the_copy_decides(city, changed, decide):
    for stranger in (city.author, city.reviewers["sign_off"]):
        with pytest.raises(PermissionDenied):
            getattr(sources, decide)(changed, stranger, *([REASON] if decide == "justify" else []))
    assert SourceChange.objects.open().exists()


def test_a_change_is_decided_once(city, changed):
    sources.justify(changed, city.editor, REASON)
    with pytest.raises(ValidationError):
        sources.take_over(changed, city.editor)


def test_a_copy_does_not_fall_while_its_source_is_public(city, mirror, changed):
    with pytest.raises(ValidationError):
        sources.let_fall(changed, city.editor)
    assert fresh(mirror.page).live


# --- Withdrawn ------------------------------------------------------------------------------------------


def test_a_withdrawn_source_asks_until_the_end_of_the_day(city, source, mirror):
    withdraw_source(city, source)
    change = SourceChange.objects.open().get()
    assert change.kind == "withdrawn"
    assert change.due_at == sources.end_of_day(change.noticed_at)
    assert fresh(mirror.page).live


@given(
    st.datetimes(
        datetime.datetime(2026, 1, 1), datetime.datetime(2027, 1, 1), timezones=st.just(datetime.UTC)
    )
)
def test_the_time_to_justify_ends_with_the_day_but_never_at_once(moment):
    due = sources.end_of_day(moment)
    assert moment + datetime.timedelta(hours=2) <= due <= moment + datetime.timedelta(hours=26)
    local = timezone.localtime(due)
    ends_with_the_day = local.time() == datetime.time(0) and local.date() > timezone.localdate(moment)
    assert ends_with_the_day or due == moment + datetime.timedelta(hours=2)


def test_a_copy_that_nobody_justified_falls_with_a_receipt_of_its_own(city, source, mirror):
    withdraw_source(city, source)
    change = SourceChange.objects.open().get()
    assert not sources.expire(change.pk, change.due_at - datetime.timedelta(seconds=1))
    SourceChange.objects.update(due_at=timezone.now())
    jobs.let_copies_fall()
    run = TaskRun.objects.filter(task_path=jobs.let_copy_fall.path).get()
    jobs.let_copy_fall(*run.args)
    assert not fresh(mirror.page).live
    of_copy = Withdrawal.objects.get(page_id=mirror.page_id)
    assert (of_copy.state, of_copy.kind, of_copy.decided_by) == ("signed", "out_of_date", None)
    assert of_copy.lines.exists()
    assert list(discrepancies()) == []


def test_a_copy_falls_once(city, source, mirror):
    withdraw_source(city, source)
    key = SourceChange.objects.open().get().pk
    tomorrow = timezone.now() + datetime.timedelta(days=2)
    assert sources.expire(key, tomorrow)
    assert not sources.expire(key, tomorrow)
    assert Withdrawal.objects.filter(page_id=mirror.page_id).count() == 1


def test_what_was_secret_takes_its_copies_along_at_once(city, source, mirror):
    withdrawal.request(fresh(source), city.unit_reviewers["sign_off"], "secrecy", "含有不应公开的内容。")
    assert not fresh(source).live
    assert not fresh(mirror.page).live
    assert Withdrawal.objects.get(page_id=mirror.page_id).kind == "secrecy"


def test_copies_on_other_sites_stand_in_the_receipt(city, source, mirror):
    address = fresh(mirror.page).full_url
    made = withdraw_source(city, source)
    line = made.lines.get(wanted="copy")
    assert (line.address, line.is_satisfied) == (address, False)


def test_a_justified_copy_stays_and_the_receipt_says_why(city, source, mirror):
    made = withdraw_source(city, source)
    sources.justify(SourceChange.objects.open().get(), city.editor, REASON)
    assert fresh(mirror.page).live
    line = made.lines.get(wanted="copy")
    assert (line.is_satisfied, line.excuse) == (True, REASON)


def test_an_editor_lets_the_copy_fall_himself(city, source, mirror):
    withdraw_source(city, source)
    sources.let_fall(SourceChange.objects.open().get(), city.editor)
    assert not fresh(mirror.page).live


def test_a_copy_under_review_leaves_it_when_its_source_is_gone(city, source, offered):
    copy = operations.adopt(offered, city.editor, "mirror")
    operations.hand_in(copy, city.editor)
    withdraw_source(city, source)
    sources.expire(SourceChange.objects.open().get().pk, timezone.now() + datetime.timedelta(days=2))
    assert not fresh(copy.page).workflow_in_progress
    assert "原文" in operations.hand_in(copy, city.editor)
