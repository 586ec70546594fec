"""Each line is counted once, on its page and on all above, whatever else stands in the file."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sites.delivery.models import CountedFile, PageAnswer, PageVisits, SearchedText
from sites.delivery.visits import files, keeping, lines
from sites.delivery.visits.log import folder
from sites.delivery.visits.terms import terms
from tests.factories.sites import make_site


def test_a_visit_counts_for_the_page_and_for_all_above_it(counted, article, path_of, everything):
    counted.write(counted.read(path_of), counted.read(path_of), counted.read("/"))
    counted.count()
    assert counted.of(article) == (2, 2)
    assert counted.of(article.get_parent()) == (0, 2)
    assert counted.of(everything.record.site.root_page) == (1, 3)


def test_traditional_chinese_is_counted_with_the_page(counted, article, path_of, everything):
    counted.write(counted.read(f"/zh-hant{path_of}"), counted.read("/zh-hant/"))
    counted.count()
    assert counted.of(article) == (1, 1)
    assert counted.of(everything.record.site.root_page)[0] == 1


def test_what_is_no_page_or_no_site_of_ours_is_not_stored(counted):
    counted.write(*(counted.read(f"/no-such-{number}/") for number in range(50)), "read\tother.example\t/")
    counted.count()
    assert not PageVisits.objects.exists()


def test_a_line_is_counted_once_however_often_the_job_runs(counted, article, path_of):
    counted.write(counted.read(path_of))
    counted.count()
    counted.count()
    counted.write(counted.read(path_of))
    counted.count()
    assert counted.of(article) == (2, 2)


def test_the_end_of_a_torn_line_may_come_later(counted, article, path_of):
    whole = f"{time.time():.0f}\t{counted.read(path_of)}\n".encode()
    counted.write_raw(whole + whole[:20])
    counted.count()
    assert counted.of(article) == (1, 1)
    counted.write_raw(whole[20:])
    counted.count()
    assert counted.of(article) == (2, 2)


def test_lines_that_ran_together_spoil_no_others(counted, article, path_of):
    torn = f"{time.time():.0f}\tread\t{counted.host}\t/tz".encode()
    counted.write_raw(torn)
    counted.write(counted.read(path_of))
    counted.write(counted.read(path_of))
    counted.count()
    assert counted.of(article) == (1, 1)


def test_a_huge_line_is_passed_over(counted, article, path_of):
    counted.write_raw(b"x" * (3 * files.PART + 5) + b"\n")
    counted.write(counted.read(path_of))
    counted.count()
    assert counted.of(article) == (1, 1)


@hypothesis_settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(hostile=st.binary(max_size=300))
def test_whatever_bytes_stand_in_a_file_the_lines_after_them_are_counted(counted, article, path_of, hostile):
    before = counted.of(article)[0]
    counted.write_raw(hostile.replace(b"\r", b"") + b"\n")
    counted.write(counted.read(path_of))
    counted.count()
    assert counted.of(article)[0] == before + 1


@pytest.mark.parametrize(
    "line",
    [
        "asked\t{host}\t0 a\0b",
        "asked\t{host}\tx 词",
        "opened\t{host}\t0 词",
        "opened\t{host}\t999999999 词",
        "opened\t{host}\t3",
        "answered\t{host}\t999999999 useful",
        "answered\t{host}\t99999999999999999999 useful",
        "read\t{host}\t/../",
        "read\t{host}\t/a",
        "read\t{host}\t/\t/",
        "other\t{host}\t/",
    ],
)
def test_a_line_that_nobody_of_ours_writes_is_not_stored(counted, line):
    counted.write(line.format(host=counted.host))
    counted.count()
    assert not any(model.objects.exists() for model in (PageVisits, SearchedText, PageAnswer))


@pytest.mark.parametrize("days", [-100, 3, 1_000_000])
def test_a_clock_that_is_wrong_fills_no_table(counted, path_of, days):
    counted.write(counted.read(path_of), at=time.time() + days * 86400)
    counted.count()
    assert not PageVisits.objects.exists()


def test_a_file_of_an_hour_that_is_over_is_deleted_once_it_is_counted(counted, article, path_of):
    old = counted.write(counted.read(path_of))
    counted.grow_old()
    young = counted.write(counted.read(path_of), name="machine-2.log")
    counted.count()
    assert not old.exists()
    assert young.exists()
    assert counted.of(article) == (2, 2)


def test_a_new_file_under_the_number_and_name_of_an_old_one_is_read_from_its_beginning(
    counted, article, path_of
):
    path = counted.write(*[counted.read("/")] * 3)
    counted.count()
    number = path.stat().st_ino
    path.write_bytes(b"")
    counted.write(counted.read(path_of), at=time.time() + 1)
    assert path.stat().st_ino == number
    counted.count()
    assert counted.of(article) == (1, 1)


def test_lines_of_nginx_are_counted_through_its_rotation(counted, article, path_of, tmp_path, settings):
    log = tmp_path / "nginx" / "visits.log"
    log.parent.mkdir()
    settings.VISITS_LOG = str(log)
    line = f"{time.time():.3f}\t{counted.read(path_of)}\n"
    log.write_text(line)
    counted.count()
    rotated = log.rename(log.with_name("visits.log.1"))
    # nginx writes to the old file until it is told.
    with rotated.open("a") as file:
        file.write(line)
    log.write_text(f"{time.time() + 1:.3f}\t{counted.read(path_of)}\n")
    log.with_name("visits.log.2.gz").write_bytes(b"compressed")
    os.utime(rotated, (0, 0))
    counted.count()
    counted.count()
    assert counted.of(article) == (3, 3)
    assert rotated.exists()


def test_a_failure_before_the_end_of_a_part_counts_nothing_of_it(counted, article, path_of):
    def fail(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and CountedFile._meta.db_table in sql:
            raise RuntimeError("killed")
        return execute(sql, params, many, context)

    counted.write(counted.read(path_of))
    with connection.execute_wrapper(fail), pytest.raises(RuntimeError):
        counted.count()
    assert counted.of(article) == (0, 0)
    counted.count()
    assert counted.of(article) == (1, 1)


def test_the_number_of_questions_does_not_grow_with_the_lines(
    counted, path_of, everything, django_assert_num_queries, django_assert_max_num_queries
):
    counted.write(counted.read(path_of))
    with django_assert_max_num_queries(20) as one:
        counted.count()
    addresses = [page.get_url_parts()[2] for page in everything.by_type.values() if page.get_url_parts()]
    counted.write(*(counted.read(address) for address in addresses for _time in range(50)))
    with django_assert_max_num_queries(len(one)):
        counted.count()


def test_a_file_that_cannot_be_read_keeps_the_others_from_nothing(counted, article, path_of):
    (folder() / "a.log").mkdir(parents=True)
    counted.write(counted.read(path_of))
    counted.count()
    assert counted.of(article) == (1, 1)


def test_searches_are_counted_with_how_often_nothing_was_found(counted):
    asked = f"asked\t{counted.host}\t"
    counted.write(f"{asked}3 公积金 提取", f"{asked}0 公积金 提取", f"{asked}0 社保")
    counted.count()
    found = SearchedText.objects.order_by("text").values_list("text", "times", "in_vain")
    assert sorted(found) == [("公积金 提取", 2, 1), ("社保", 1, 1)]


def test_strangers_cannot_fill_the_table_with_new_texts(counted):
    room = terms().new_a_day
    asked = f"asked\t{counted.host}\t"
    counted.write(*(f"{asked}1 词{number}" for number in range(room + 50)))
    counted.count()
    counted.write(f"{asked}1 又一个", f"{asked}1 词0")
    counted.count()
    assert SearchedText.objects.count() == room
    assert SearchedText.objects.get(text="词0").times == 2


def test_opened_results_are_added_up_with_their_places_beside_the_searches(counted):
    asked, opened = f"asked\t{counted.host}\t", f"opened\t{counted.host}\t"
    counted.write(f"{opened}5 公积金", f"{asked}9 公积金", f"{opened}1 公积金", f"{opened}2 社保")
    counted.count()
    counted.write(f"{opened}1 公积金")
    counted.count()
    found = SearchedText.objects.values_list("text", "times", "in_vain", "opened", "places")
    assert sorted(found) == [("公积金", 1, 0, 3, 7), ("社保", 0, 0, 1, 2)]


def test_what_strangers_say_was_opened_takes_no_room_from_what_was_searched_for(counted):
    room = terms().new_a_day
    asked, opened = f"asked\t{counted.host}\t", f"opened\t{counted.host}\t"
    counted.write(*(f"{opened}1 词{number}" for number in range(room + 50)), f"{asked}1 公积金")
    counted.count()
    assert SearchedText.objects.count() == room
    assert SearchedText.objects.get(text="公积金").times == 1


def test_answers_count_for_pages_of_the_site_only(counted, article, everything):
    other = make_site("elsewhere").site.root_page
    answered = f"answered\t{counted.host}\t"
    counted.write(
        f"{answered}{article.pk} useful",
        f"{answered}{article.pk} unclear",
        f"{answered}{article.pk} unclear",
        f"{answered}{article.pk} nonsense",
        f"{answered}{other.pk} useful",
    )
    counted.count()
    found = PageAnswer.objects.values_list("page_id", "answer", "times")
    assert sorted(found) == [(article.pk, "unclear", 2), (article.pk, "useful", 1)]


def test_old_days_and_rare_old_searches_are_deleted(counted, article, everything):
    site, today = everything.record.site, timezone.localdate()
    long_ago, month_ago = (
        today - timedelta(terms().kept_days + 1),
        today - timedelta(terms().rare_kept_days + 1),
    )
    for day in (today, month_ago, long_ago):
        PageVisits.objects.create(site=site, page_id=article.pk, day=day, own=1, within=1)
        PageAnswer.objects.create(site=site, page_id=article.pk, day=day, answer="useful", times=1)
    for text, day, times in [("rare", month_ago, 2), ("rare", long_ago, 9), ("new", today, 1)]:
        SearchedText.objects.create(site=site, text=text, day=day, times=times)
    for day in (month_ago, today):
        SearchedText.objects.create(site=site, text="often", day=day, times=2)
    keeping.forget()
    assert set(PageVisits.objects.values_list("day", flat=True)) == {today, month_ago}
    assert set(PageAnswer.objects.values_list("day", flat=True)) == {today, month_ago}
    kept = sorted(SearchedText.objects.values_list("text", "day"))
    assert kept == sorted([("new", today), ("often", month_ago), ("often", today)])


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reading_of_a_line_fail(raw):
    lines.parsed(raw)
