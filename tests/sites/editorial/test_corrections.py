"""更正: a small correction with a note takes the short review; whatever is more takes the full one."""

import datetime
import json

import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from portal.content.models import Article, Column
from sites.editorial import corrections, emergency, operations, witnesses
from sites.editorial.corrections import Limits, changed_characters, is_small, level_of_version
from sites.editorial.levels import CORRECTION
from sites.editorial.models import StepState
from sites.ledger.models import Entry
from sites.pages import gate
from tests.factories.bundles import sign
from tests.factories.sites import make_member

from .conftest import fresh, write
from .test_withdrawal import illustrated  # noqa: F401 - a fixture

TEXT = "自2026年5月1日起，本市各级各类学校按照新的作息时间安排教学。" * 10
NOTE = "原文施行日期“5月1日”有误，应为“6月1日”。"
WORDS = st.text(alphabet="甲乙丙丁，。\n", max_size=80)


@pytest.fixture
def public(newsroom):
    """A published article in a column that asks for three steps."""
    page = write(newsroom.column, newsroom.editor)
    save(page, newsroom.editor, body=[("paragraph", f"<p>{TEXT}</p>")])
    sign(page, newsroom.editor, newsroom.reviewer, newsroom.signer)
    column = Column.objects.get(pk=newsroom.column.pk)
    column.review_level = "news"
    with gate.opened():
        column.save()
    return fresh(page)


def save(page, author, body=None, **fields):
    """Save a new version with `fields` changed; `body` as blocks, which keep their place and number."""
    latest = fresh(page).get_latest_revision_as_object()
    if body is not None:
        ids = [child.id for child in latest.body]
        blocks = [{"type": kind, "value": value} for kind, value in body]
        for block, key in zip(blocks, ids, strict=False):
            block["id"] = key
        latest.body = json.dumps(blocks)
    for name, value in fields.items():
        setattr(latest, name, value)
    latest.save_revision(user=author)
    return fresh(page)


def corrected(page, author, **more):
    body = [("paragraph", f"<p>{TEXT.replace('5月1日', '6月1日', 1)}</p>")]
    fields = {"body": body, "correction_note": NOTE, "corrected_on": datetime.date(2026, 11, 22)}
    return save(page, author, **fields | more)


def level(page) -> str:
    return level_of_version(fresh(page).latest_revision).code


# --- The short way --------------------------------------------------------------------------------------


def test_a_small_correction_with_a_note_takes_two_steps_by_two_people(newsroom, public):
    page = corrected(public, newsroom.editor)
    assert level(page) == CORRECTION
    sign(page, newsroom.editor, newsroom.reviewer)
    with pytest.raises(operations.PermissionDenied):
        operations.approve(fresh(page), newsroom.reviewer)
    operations.approve(fresh(page), newsroom.signer)
    assert fresh(page).correction_note == NOTE
    assert "6月1日" in str(fresh(page).body)
    assert witnesses.compare(fresh(page)) == ""
    submission = Entry.objects.filter(act="submitted", subject=str(page.pk)).order_by("number").last()
    assert submission.details["level"] == CORRECTION
    passed_by = StepState.objects.filter(level=CORRECTION, status="skipped").values_list("step", flat=True)
    assert set(passed_by) == {"second_review", "secrecy_review", "proofreading"}


def test_a_changed_note_of_an_already_corrected_text_takes_the_short_way_again(newsroom, public):
    sign(corrected(public, newsroom.editor), newsroom.editor, newsroom.reviewer, newsroom.signer)
    page = save(public, newsroom.editor, summary="另有一处更正", correction_note="另一处也有误。")
    assert level(page) == CORRECTION


# --- The full way ----------------------------------------------------------------------------------------


def _link(text: str, href: str) -> list:
    return [("paragraph", f'<p><a href="{href}">{text[:5]}</a>{text[5:]}</p>')]


FULL = {
    "no note": {"correction_note": ""},
    "a note of spaces": {"correction_note": "  \n"},
    "a large change": {"body": [("paragraph", f"<p>{TEXT}{'新增的内容' * 11}</p>")]},
    "a large part taken out": {"body": [("paragraph", f"<p>{TEXT[:-60]}</p>")]},
    "a link": {"body": _link(TEXT, "https://www.gov.cn/")},
    "something embedded": {
        "body": [("paragraph", f'<p>{TEXT}</p><embed embedtype="image" id="1" format="fullwidth" alt=""/>')]
    },
    "foreign markup": {"body": [("paragraph", f"<p>{TEXT}</p><iframe></iframe>")]},
    "another block": {"body": [("paragraph", f"<p>{TEXT}</p>"), ("paragraph", "<p>短</p>")]},
    "a block less": {"body": []},
    "another date": {"signed_on": datetime.date(2026, 5, 1)},
    "another address": {"slug": "another"},
    "another source": {"source_url": "https://www.gov.cn/"},
    "a reprint": {"is_reprint": True, "source_name": "新华社"},
    "another script": {"language_variant": "traditional"},
}


@pytest.mark.parametrize("fields", FULL.values(), ids=FULL)
def test_whatever_is_more_than_a_small_correction_takes_the_full_way(newsroom, public, fields):
    page = corrected(public, newsroom.editor, **fields)
    assert level(page) == "news"


def test_a_note_without_any_change_takes_the_full_way(newsroom, public):
    assert level(save(public, newsroom.editor, correction_note=NOTE)) == "news"


def test_the_note_of_the_last_correction_does_not_shorten_the_next_change(newsroom, public):
    sign(corrected(public, newsroom.editor), newsroom.editor, newsroom.reviewer, newsroom.signer)
    page = save(public, newsroom.editor, summary="改了一处")
    assert level(page) == "news"
    assert level(save(public, newsroom.editor, correction_note=f"  {NOTE} ")) == "news"


def test_a_picture_or_a_file_more_or_another_takes_the_full_way(newsroom, illustrated):  # noqa: F811
    column = Column.objects.get(pk=newsroom.column.pk)
    column.review_level = "news"
    with gate.opened():
        column.save()
    noted = {"correction_note": NOTE, "title": "带附件通知"}
    document = illustrated.attachments[0].value["document"]
    two = [
        {"type": "attachment", "value": {"document": document.pk, "title": ""}, "id": str(n)} for n in (1, 2)
    ]
    # The title is long enough neither way: what counts is the share of the text.
    long = [("paragraph", f"<p>{TEXT}</p>")]
    sign(save(illustrated, newsroom.editor, body=long), newsroom.editor, newsroom.reviewer,
         make_member(newsroom.record, "secrecy_reviewer"), newsroom.signer)  # fmt: skip
    assert level(save(illustrated, newsroom.editor, **noted)) == CORRECTION
    assert level(save(illustrated, newsroom.editor, **noted, attachments=json.dumps(two))) == "news"
    kept = illustrated.attachments.get_prep_value()
    assert level(save(illustrated, newsroom.editor, attachments=json.dumps(kept))) == CORRECTION
    assert level(save(illustrated, newsroom.editor, cover=None)) == "news"


def test_an_edit_during_the_short_review_begins_the_full_one(newsroom, public):
    page = corrected(public, newsroom.editor)
    sign(page, newsroom.editor, newsroom.reviewer)
    save(page, newsroom.editor, body=[("paragraph", f"<p>{TEXT * 2}</p>")])
    operations.begin_again(fresh(page), newsroom.editor)
    assert fresh(page).current_workflow_task_state.specific.step == "review"
    assert fresh(page).current_workflow_task_state.specific.level == "news"
    operations.approve(fresh(page), newsroom.reviewer)
    with pytest.raises(operations.PermissionDenied):
        operations.approve(fresh(page), newsroom.signer)
    assert TEXT * 2 not in str(fresh(page).body)


def test_a_version_changed_in_the_database_after_its_short_review_is_not_published(newsroom, public):
    page = corrected(public, newsroom.editor)
    sign(page, newsroom.editor, newsroom.reviewer)
    revision = fresh(page).latest_revision
    revision.content["source_url"] = "https://www.gov.cn/"
    revision.save()
    with pytest.raises(operations.NotApproved):
        operations.approve(fresh(page), newsroom.signer)
    assert not fresh(page).correction_note


def test_what_was_never_approved_is_not_corrected_the_short_way(newsroom, draft):
    assert level(corrected(draft, newsroom.editor)) == "reprint"
    officer = make_member(newsroom.record, "emergency_publisher")
    save(draft, newsroom.editor, body=[("paragraph", f"<p>{TEXT}</p>")], correction_note="")
    emergency.release(fresh(draft), officer, "台风红色预警，须立即告知市民。")
    page = corrected(draft, newsroom.editor)
    assert page.live
    assert level(page) == "reprint"


def test_a_type_that_does_not_show_the_note_is_not_corrected_the_short_way(newsroom, public, monkeypatch):
    monkeypatch.setattr(Article, "shows_corrections", False)
    assert level(corrected(public, newsroom.editor)) == "news"


def test_a_copy_is_another_text_without_the_note(newsroom, public):
    sign(corrected(public, newsroom.editor), newsroom.editor, newsroom.reviewer, newsroom.signer)
    copied = fresh(public).copy(update_attrs={"slug": "copied"}, copy_revisions=False, keep_live=False)
    assert (fresh(copied).correction_note, fresh(copied).corrected_on) == ("", None)
    assert fresh(copied).get_latest_revision_as_object().correction_note == ""


# --- The decision as a function -----------------------------------------------------------------------------


@given(WORDS, WORDS)
def test_never_too_few_characters_are_counted(old, new):
    changed = changed_characters(old, new)
    assert (changed == 0) == (old == new)
    assert changed >= abs(len(old) - len(new))
    assert changed <= len(old) + len(new)


@given(WORDS, WORDS)
@example("", "乙\n")
def test_what_surrounds_a_change_is_not_counted(before, after):
    assert changed_characters(f"{before}\n甲\n{after}", f"{before}\n乙\n{after}") == 1


@given(st.dictionaries(st.sampled_from("abc"), WORDS), st.dictionaries(st.sampled_from("abc"), WORDS))
def test_what_is_small_is_within_both_limits_and_a_narrower_limit_admits_no_more(old, new):
    wide, narrow = Limits(50, 5), Limits(10, 1)
    length = sum(map(len, old.values()))
    if is_small(old, new, wide):
        assert old != new
        assert abs(length - sum(map(len, new.values()))) <= min(50, length * 0.05)
    assert is_small(old, new, wide) or not is_small(old, new, narrow)


@given(st.integers(0, 120), st.integers(1, 4000))
def test_the_limits_are_the_number_of_characters_and_the_share_of_the_text(changed, length):
    old, new = {"body": "甲" * length}, {"body": "甲" * length + "乙" * changed}
    assert is_small(old, new, Limits(50, 5)) is (0 < changed <= 50 and changed / length <= 0.05)


def test_two_long_stretches_that_differ_are_not_compared_letter_by_letter():
    old, new = "甲乙" * 40_000, "乙丙" * 40_000
    assert changed_characters(old, new) >= corrections.limits().characters


# --- In the office --------------------------------------------------------------------------------


def form_of(page, **more):
    empty = dict.fromkeys(["body-count", "attachments-count"], "0")
    comments = dict.fromkeys(["comments-TOTAL_FORMS", "comments-INITIAL_FORMS"], "0")
    shown = {"title": page.title, "summary": "", "cover": "", "display_date": "2026-11-21 08:00"}
    return {**shown, **empty, **comments, **more}


def test_only_a_page_that_was_public_has_a_place_for_the_note(client, newsroom, draft, public):
    client.force_login(newsroom.editor)
    for page, has in [(draft, False), (public, True)]:
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert ('name="correction_note"' in html) is has
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form_of(draft, correction_note=NOTE))
    assert fresh(draft).get_latest_revision_as_object().correction_note == ""


def test_the_note_gets_its_day_and_keeps_it_until_it_is_changed(client, newsroom, public):
    client.force_login(newsroom.editor)
    url = reverse("wagtailadmin_pages:edit", args=[public.pk])

    def saved(**more):
        assert client.post(url, form_of(public, **more)).status_code == 302
        return fresh(public).get_latest_revision_as_object().corrected_on

    today = datetime.date.today()
    assert saved(correction_note=NOTE) == today
    assert saved(correction_note=NOTE, corrected_on="2026-01-02") == datetime.date(2026, 1, 2)
    assert saved(correction_note=NOTE, corrected_on="2026-01-02") == datetime.date(2026, 1, 2)
    assert saved(correction_note=f"{NOTE}另有一处。", corrected_on="2026-01-02") == today
    assert saved(correction_note="", corrected_on="2026-01-02") is None


def test_readers_see_the_note_with_its_day(client, newsroom, public):
    assert "更正说明" not in client.get(public.full_url).content.decode()
    sign(corrected(public, newsroom.editor), newsroom.editor, newsroom.reviewer, newsroom.signer)
    host = newsroom.record.site.hostname
    html = client.get(fresh(public).get_url_parts()[2], headers={"host": host}).content.decode()
    assert "更正说明" in html
    assert NOTE in html
    assert '<time datetime="2026-11-22">2026-11-22</time>' in html
