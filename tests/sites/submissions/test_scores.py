"""Points for adopted pages, and the ranking of a month."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from sites.submissions import operations, publication_steps, scores, terms
from sites.submissions.models import Score, Submission
from tests.factories.review import withdraw

from .conftest import adopted, approve, change_source, fresh, publish, write


def adopt_another(city, number: int, text: str):
    page = publish(write(city, f"第{number}号通知", text), city.author, city.unit_reviewers)
    return adopted(city, operations.offer(page, city.column, city.author))


def different(number: int) -> str:
    return "".join(
        f"<p>第{number * 7 + line}号线路改由第{number * 13 + line * 3}站发车。</p>" for line in range(20)
    )


@pytest.mark.parametrize("way", ["mirror", "adaptation", "snapshot"])
def test_a_copy_counts_when_it_is_public_for_the_first_time(city, offered, way):
    copy = operations.adopt(offered, city.editor, way)
    operations.hand_in(copy, city.editor)
    assert not Score.objects.exists()
    approve(copy.page, city.reviewers)
    assert Score.objects.get(copy=copy).points == terms.points().by_way[way]


def test_a_second_publication_counts_nothing(city, source, offered):
    copy = adopted(city, offered)
    publication_steps.enter_copy(copy.page_id, fresh(copy.page).live_revision_id)
    assert Score.objects.count() == 1


def test_a_unit_earns_no_more_than_the_cap_in_a_week(city):
    for number in range(1, 7):
        adopt_another(city, number, different(number))
    earned = [score.points for score in Score.objects.order_by("pk")]
    assert sum(earned) == terms.points().week_cap
    assert earned[-1] == 0
    assert Score.objects.order_by("pk").last().note


def test_what_nearly_repeats_an_earlier_text_counts_nothing(city):
    adopt_another(city, 1, different(1))
    again = adopt_another(city, 2, different(1))
    assert Score.objects.get(copy=again).points == 0


def test_a_source_withdrawn_for_an_error_costs_points(city, source, offered):
    copy = adopted(city, offered)
    withdraw(fresh(source), city.unit_reviewers["review"], city.unit_reviewers["sign_off"], "error")
    assert Score.objects.get(copy=copy, rule="withdrawn_for_error").points == Decimal("-2")


def test_one_that_is_merely_out_of_date_costs_nothing(city, source, offered):
    adopted(city, offered)
    withdraw(fresh(source), city.unit_reviewers["review"], city.unit_reviewers["sign_off"], "out_of_date")
    assert Score.objects.count() == 1


def test_the_ranking_counts_offers_and_points_of_the_month(city, source, offered):
    adopted(city, offered)
    waiting = publish(write(city, "另一通知", different(9)), city.author, city.unit_reviewers)
    late = operations.offer(waiting, city.column, city.author)
    Submission.objects.filter(pk=late.pk).update(answer_by=timezone.now() - datetime.timedelta(hours=1))
    (row,) = scores.ranking(timezone.localdate())
    assert (row.rank, row.unit, row.offered, row.adopted, row.returned, row.late) == (
        1,
        "jyj网站",
        2,
        1,
        0,
        1,
    )
    assert row.points == 2


def test_another_month_counts_nothing(city, offered):
    assert scores.ranking(timezone.localdate().replace(day=1) - datetime.timedelta(days=1)) == []


def test_december_ends_with_the_year(city, offered):
    moment = timezone.make_aware(datetime.datetime(2025, 12, 31, 23, 59))
    Submission.objects.update(offered_at=moment)
    assert [row.offered for row in scores.ranking(datetime.date(2025, 12, 1))] == [1]
    assert scores.ranking(datetime.date(2026, 1, 1)) == []


def test_a_changed_source_costs_nothing(city, source, offered):
    adopted(city, offered)
    change_source(city, source)
    assert Score.objects.count() == 1
