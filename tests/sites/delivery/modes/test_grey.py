"""On days of mourning every page is grey, from the first midnight to the last."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from sites.delivery.copies.changes import turn_grey
from sites.delivery.copies.store import Store
from sites.delivery.models import GreyPeriod
from sites.jobs.models import TaskRun
from tests.factories.sites import make_administrator, make_member
from tests.sites.delivery.copies.conftest import Readers, built, everything, place, readers

__all__ = ["built", "everything", "place", "readers"]
DAY = datetime.date(2026, 12, 13)


def period(**fields) -> GreyPeriod:
    return GreyPeriod.objects.create(**{"starts": DAY, "ends": DAY, "reason": "国家公祭日", **fields})


def is_grey(readers: Readers, host: str = "") -> bool:
    return b"grayscale" in readers.get((host or readers.everything.host, "/mode/plain.css")).content


def at(hour: int, minute: int, day: int = 13) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(2026, 12, day, hour, minute))


def test_pages_are_grey_on_the_days_and_on_no_other(readers: Readers, settings):
    settings.COPIES_ROOT = ""
    period()
    seen = []
    for moment in (at(23, 59, 12), at(0, 0), at(23, 59), at(0, 0, 14)):
        with freeze_time(moment):
            seen.append(is_grey(readers))
    assert seen == [False, True, True, False]


def test_only_the_sites_meant_are_grey(readers: Readers, settings):
    settings.COPIES_ROOT = ""
    site = readers.everything.record.site
    other = next(page for page in readers.homes if page.get_site().pk != site.pk).get_site()
    with freeze_time(at(12, 0)):
        period(site=site)
        assert is_grey(readers)
        assert not is_grey(readers, other.hostname)


def test_a_copy_made_before_turns_grey_when_the_day_begins(
    readers: Readers, place: Store, django_capture_on_commit_callbacks
):
    with freeze_time(at(22, 0, 12)), django_capture_on_commit_callbacks(execute=True):
        period()
    due = TaskRun.objects.filter(task_path=turn_grey.path).values_list("due_at", flat=True)
    assert sorted(due) == [at(0, 0), at(0, 0, 14)]
    with freeze_time(at(23, 0, 12)):
        assert not is_grey(readers)
    with freeze_time(at(0, 0)), django_capture_on_commit_callbacks(execute=True):
        turn_grey()
        assert not is_grey(readers)
    with freeze_time(at(0, 1)):
        assert is_grey(readers)


def test_a_period_that_is_taken_back_colours_the_pages_again(
    readers: Readers, place: Store, django_capture_on_commit_callbacks
):
    with freeze_time(at(12, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            grey = period()
        assert is_grey(readers)
        with django_capture_on_commit_callbacks(execute=True):
            grey.delete()
        assert not is_grey(readers)


def test_a_last_day_before_the_first_is_refused_with_a_sentence(db):
    with pytest.raises(ValidationError, match="结束日期早于开始日期"):
        GreyPeriod(starts=DAY, ends=DAY - datetime.timedelta(days=1), reason="x").full_clean()


def declares(user) -> bool:
    client = Client()
    client.force_login(user)
    form = {"starts": "2026-12-13", "ends": "2026-12-13", "site": "", "reason": "国家公祭日"}
    client.post("/admin/grey/new/", form)
    return GreyPeriod.objects.all().delete()[0] == 1


def test_only_who_runs_the_installation_declares_one(everything):
    assert declares(make_administrator("system_admin"))
    assert not declares(make_administrator("security_admin"))
    assert not declares(make_member(everything.record, "site_admin"))
