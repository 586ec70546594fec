"""报送: a public page of one site is offered to a column of another, and answered there."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sites.ledger.models import Entry
from sites.submissions import operations
from sites.submissions.models import ReceivingColumn, Submission
from tests.factories.sites import make_member, make_site, make_user

from .conftest import adopted, write


def last_act() -> str:
    return Entry.objects.order_by("-number").values_list("act", flat=True)[0]


def test_what_is_public_is_offered_and_waits_for_an_answer(city, offered):
    assert offered.state == "offered"
    assert (offered.source_site_code, offered.target_site_code) == ("jyj", "www")
    assert not offered.is_late
    assert last_act() == "offered"


def test_a_draft_is_not_offered(city):
    with pytest.raises(ValidationError):
        operations.offer(write(city), city.column, city.author)


def test_only_who_may_edit_the_page_offers_it(city, source):
    for stranger in (city.editor, city.unit_reviewers["review"], make_user()):
        with pytest.raises(PermissionDenied):
            operations.offer(source, city.column, stranger)
    assert not Submission.objects.exists()


def test_a_column_page_is_not_offered(city):
    with pytest.raises(PermissionDenied):
        operations.offer(city.unit_column, city.column, make_user(is_superuser=True))


def test_a_column_that_is_shut_or_of_the_same_site_takes_nothing(city, source):
    ReceivingColumn.objects.all().delete()
    operations.open_column(city.unit_column, city.author)
    for column in (city.column, city.unit_column):
        with pytest.raises(ValidationError):
            operations.offer(source, column, city.author)


def test_a_page_is_offered_to_a_site_once_until_it_is_returned(city, source, offered):
    with pytest.raises(ValidationError):
        operations.offer(source, city.column, city.author)
    operations.return_to_unit(offered, city.editor, "已有同类稿件。")
    operations.offer(source, city.column, city.author)


def test_a_page_whose_copy_stands_there_is_not_offered_again(city, source, offered):
    adopted(city, offered)
    with pytest.raises(ValidationError):
        operations.offer(source, city.column, city.author)


def test_a_title_that_the_other_site_has_already_is_refused(city, source, offered):
    copy = adopted(city, offered, "adaptation")
    other = write(city, title=copy.page.title)
    Submission.objects.all().update(source=other)
    assert copy.page.live
    with pytest.raises(ValidationError, match="标题"):
        operations.offer(source, city.column, city.author)


def test_an_answer_cannot_be_wanted_yesterday(city, source):
    with pytest.raises(ValidationError):
        operations.offer(
            source, city.column, city.author, answer_by=timezone.now() - datetime.timedelta(days=1)
        )


def test_an_unanswered_offer_is_late_after_its_day(offered):
    offered.answer_by = timezone.now() - datetime.timedelta(minutes=1)
    assert offered.is_late
    offered.state = "returned"
    assert not offered.is_late


def test_the_unit_recalls_what_nobody_answered(city, offered):
    with pytest.raises(PermissionDenied):
        operations.recall(offered, city.editor)
    operations.recall(offered, city.author)
    assert offered.state == "recalled"
    with pytest.raises(ValidationError):
        operations.adopt(offered, city.editor, "mirror")


def test_an_offer_is_kept_and_answered_later(city, offered):
    operations.keep(offered, city.editor)
    assert offered.state == "kept"
    operations.return_to_unit(offered, city.editor, "时效已过。")
    assert offered.answer == "时效已过。"


def test_returning_needs_a_reason(city, offered):
    with pytest.raises(ValidationError):
        operations.return_to_unit(offered, city.editor, " ")
    offered.refresh_from_db()
    assert offered.is_open


@pytest.mark.parametrize("answer", ["keep", "return_to_unit", "adopt"])
def test_only_the_editors_of_the_other_site_answer(city, offered, answer):
    third = make_member(make_site("third"), "editor")
    for stranger in (city.author, city.reviewers["review"], third, make_user(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            getattr(operations, answer)(offered, stranger, "mirror")
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_an_offer_is_answered_once(city, offered):
    operations.return_to_unit(offered, city.editor, "已有同类稿件。")
    for answer in (operations.keep, operations.return_to_unit, operations.adopt):
        with pytest.raises(ValidationError):
            answer(offered, city.editor, "mirror")


def test_only_who_receives_opens_and_shuts_columns(city):
    opened = ReceivingColumn.objects.get()
    with pytest.raises(PermissionDenied):
        operations.close_column(opened, city.author)
    with pytest.raises(PermissionDenied):
        operations.open_column(city.unit_column, city.editor)
    operations.close_column(opened, city.editor)
    assert last_act() == "column_closed"


def test_a_page_that_holds_nothing_is_no_column(city, source):
    with pytest.raises(ValidationError):
        operations.open_column(source, city.author)
