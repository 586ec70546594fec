"""When a job runs next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.jobs.schedule import OFFICE_TIME, is_valid, next_run

moments = st.datetimes(
    min_value=datetime(2020, 1, 1),
    max_value=datetime(2040, 1, 1),
    timezones=st.sampled_from([UTC, OFFICE_TIME, ZoneInfo("America/New_York")]),
)


@st.composite
def daily(draw: st.DrawFn) -> tuple[str, int, int]:
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    return f"{minute} {hour} * * *", hour, minute


@given(daily(), moments)
def test_a_daily_job_runs_within_a_day_at_its_hour_in_office_time(job, after):
    cron, hour, minute = job
    following = next_run(cron, after)
    assert timedelta(0) < following - after <= timedelta(days=1)
    local = following.astimezone(OFFICE_TIME)
    assert (local.hour, local.minute, local.second) == (hour, minute, 0)


@given(st.integers(1, 59), moments)
def test_no_time_between_two_runs_is_left_out(step, after):
    cron = f"*/{step} * * * *"
    first = next_run(cron, after)
    almost = first - timedelta(microseconds=1)
    assert next_run(cron, almost) == first
    assert next_run(cron, first) > first


@given(st.integers(1, 28), st.integers(1, 12), moments)
def test_a_yearly_job_runs_on_its_day(day, month, after):
    local = next_run(f"0 9 {day} {month} *", after).astimezone(OFFICE_TIME)
    assert (local.day, local.month, local.hour) == (day, month, 9)


@given(moments)
def test_the_zone_in_which_a_moment_is_given_makes_no_difference(after):
    assert next_run("30 8 * * 1-5", after) == next_run("30 8 * * 1-5", after.astimezone(UTC))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        next_run("0 0 * * *", datetime(2026, 11, 21))


@pytest.mark.parametrize("cron", ["", "every day", "61 * * * *", "* * * *", "0 0 0 * * *", "@daily"])
def test_what_is_not_an_expression_of_five_fields_is_not_valid(cron):
    assert not is_valid(cron)
