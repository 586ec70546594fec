"""Departments: a tree, and who takes over when one is dissolved."""

from __future__ import annotations

import datetime
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.registry.models import Department
from tests.factories.sites import make_department

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 21)


def dissolve(department: Department, successor: Department | None) -> None:
    department.dissolved_on, department.successor = TODAY, successor
    department.full_clean()
    department.save()


def test_the_last_of_a_line_of_successors_answers_today():
    first, second, third = make_department(), make_department(), make_department()
    dissolve(first, second)
    dissolve(second, third)
    assert Department.objects.get(pk=first.pk).current == third
    assert third.current == third


def test_a_dissolved_department_is_kept_but_no_longer_offered():
    gone, stays = make_department(), make_department()
    dissolve(gone, stays)
    assert list(Department.objects.existing()) == [stays]
    assert list(stays.predecessors.all()) == [gone]


def test_there_is_no_successor_without_a_day():
    department = make_department()
    department.successor = make_department()
    with pytest.raises(ValidationError) as refusal:
        department.full_clean()
    assert "dissolved_on" in refusal.value.message_dict


def test_whoever_took_over_cannot_be_deleted():
    gone, stays = make_department(), make_department()
    dissolve(gone, stays)
    with pytest.raises(ProtectedError):
        stays.delete()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(wishes=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
@pytest.mark.parametrize("relation", ["parent", "successor"])
def test_no_order_of_changes_makes_a_department_come_after_itself(relation, wishes):
    with transaction.atomic():
        departments = [make_department() for _number in range(4)]
        for one, other in wishes:
            department = Department.objects.get(pk=departments[one].pk)
            setattr(department, relation, Department.objects.get(pk=departments[other].pk))
            department.dissolved_on = TODAY
            with suppress(ValidationError):
                department.full_clean()
                department.save()
        for department in Department.objects.filter(pk__in=[made.pk for made in departments]):
            seen = set()
            while department is not None:
                assert department.pk not in seen
                seen.add(department.pk)
                department = getattr(department, relation)
        transaction.set_rollback(True)


def test_two_departments_never_share_a_credit_code():
    make_department(uscc="11360500MB1B12345X")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_department(uscc="11360500MB1B12345X")


def test_departments_without_a_code_do_not_clash():
    assert make_department().uscc is None
    assert make_department().uscc is None
