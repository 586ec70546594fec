"""Delegates and deputies: who takes the step of somebody who is away."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from sites.editorial import desk, operations, substitutes
from sites.editorial.models import StepState, Substitution
from sites.ledger.models import Entry
from sites.registry.operations import grant, revoke
from tests.factories.sites import make_member, make_site

from .conftest import fresh

TODAY = datetime.date.today
DAY = datetime.timedelta(days=1)


@pytest.fixture
def colleague(newsroom):
    """Somebody of the site who reviews nothing himself."""
    return make_member(newsroom.record, "contributor", "赵代办")


@pytest.fixture
def stand_in(newsroom, colleague):
    """Returns a function that lets the colleague stand in for the reviewer."""

    def enter(by=None, **fields):
        fields = {"kind": Substitution.Kind.DELEGATION, "starts_on": TODAY(), "ends_on": TODAY(), **fields}
        group = newsroom.record.groups.get(role="reviewer")
        person = by or newsroom.reviewer
        return substitutes.enter(group, newsroom.reviewer, colleague, by=person, **fields)

    return enter


def make_overdue():
    StepState.objects.update(due_at=timezone.now() - DAY)


def test_a_delegate_takes_the_step_and_the_ledger_says_for_whom(newsroom, submitted, colleague, stand_in):
    stand_in()
    assert [entry.page.pk for entry in desk.awaiting_entries(desk.awaiting(colleague))] == [submitted.pk]
    operations.approve(submitted, colleague)
    entry = Entry.objects.filter(act="approved").latest("number")
    assert entry.details["on_behalf_of"] == newsroom.reviewer.username
    assert entry.actor == str(colleague.pk)


def test_without_a_delegation_he_takes_nothing(newsroom, submitted, colleague):
    assert not desk.awaiting(colleague)
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, colleague)


@pytest.mark.parametrize("days", [(-3, -1), (1, 3)])
def test_a_delegation_counts_on_its_days_only(newsroom, submitted, colleague, stand_in, days):
    stand_in(starts_on=TODAY() + days[0] * DAY, ends_on=TODAY() + days[1] * DAY)
    assert not desk.awaiting(colleague)
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, colleague)


def test_a_deputy_takes_a_step_only_when_it_is_overdue(newsroom, submitted, colleague, stand_in):
    stand_in(kind=Substitution.Kind.DEPUTY, starts_on=None, ends_on=None)
    assert not desk.awaiting(colleague)
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, colleague)
    make_overdue()
    assert len(desk.awaiting(colleague)) == 1
    operations.approve(fresh(submitted), colleague)


def test_who_stands_in_still_approves_neither_his_own_text_nor_twice(newsroom, draft, colleague, stand_in):
    stand_in()
    grant(colleague, newsroom.record, "signer")
    operations.submit(draft, newsroom.editor)
    operations.approve(fresh(draft), colleague)
    with pytest.raises(PermissionDenied):
        operations.approve(fresh(draft), colleague)


def test_nobody_stands_in_for_somebody_who_lost_the_role(newsroom, submitted, colleague, stand_in):
    stand_in()
    revoke(newsroom.reviewer, newsroom.record, "reviewer")
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, colleague)


def test_nobody_stands_in_who_left_the_site(newsroom, submitted, colleague, stand_in):
    stand_in()
    revoke(colleague, newsroom.record, "contributor")
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, type(colleague).objects.get(pk=colleague.pk))


def test_an_ended_substitution_counts_no_more_and_both_ends_are_recorded(
    newsroom, submitted, colleague, stand_in
):
    made = stand_in()
    substitutes.end(made, by=newsroom.reviewer)
    substitutes.end(made, by=newsroom.reviewer)
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, colleague)
    acts = Entry.objects.filter(act__startswith="substitution").values_list("act", flat=True)
    assert list(acts) == ["substitution_entered", "substitution_ended"]


def test_nobody_enters_or_ends_a_substitution_for_others(newsroom, colleague, stand_in):
    for person in (colleague, newsroom.editor, newsroom.signer):
        with pytest.raises(PermissionDenied):
            stand_in(by=person)
    made = stand_in()
    with pytest.raises(PermissionDenied):
        substitutes.end(made, by=newsroom.editor)


def test_an_administrator_of_the_site_enters_it_for_others(newsroom, submitted, stand_in, colleague):
    stand_in(by=make_member(newsroom.record, "site_admin"))
    operations.approve(submitted, colleague)


def test_an_administrator_of_another_site_does_not(newsroom, stand_in):
    with pytest.raises(PermissionDenied):
        stand_in(by=make_member(make_site("other"), "site_admin"))


def test_only_people_of_the_site_stand_in_and_nobody_for_himself(newsroom):
    group = newsroom.record.groups.get(role="reviewer")
    days = {"kind": "delegation", "starts_on": TODAY(), "ends_on": TODAY()}
    stranger = make_member(make_site("other"), "reviewer")
    for deputy in (stranger, newsroom.reviewer):
        with pytest.raises(ValidationError):
            substitutes.enter(group, newsroom.reviewer, deputy, by=newsroom.reviewer, **days)


@pytest.mark.parametrize("days", [(None, None), (TODAY(), None), (TODAY(), TODAY() - DAY)])
def test_a_delegation_needs_its_days_in_order(newsroom, stand_in, days):
    with pytest.raises(ValidationError):
        stand_in(starts_on=days[0], ends_on=days[1])


def test_the_page_offers_colleagues_only_and_says_what_is_missing(client, newsroom, colleague):
    stranger = make_member(make_site("other"), "reviewer", "外站人员")
    client.force_login(newsroom.reviewer)
    url = reverse("sites_editorial:substitutes")
    html = client.get(url).content.decode()
    assert colleague.name in html
    assert stranger.name not in html
    posted = {
        "site_group": newsroom.record.groups.get(role="reviewer").pk,
        "principal": newsroom.reviewer.pk,
        "deputy": colleague.pk,
        "kind": "delegation",
        "starts_on": str(TODAY()),
        "reason": "外出学习",
    }
    answer = client.post(url, posted)
    assert answer.status_code == 422
    assert "外出学习" in answer.content.decode()
    assert client.post(url, {**posted, "ends_on": str(TODAY())}).status_code == 302
    assert colleague.name in client.get(url).content.decode()
    client.post(url, {"end": Substitution.objects.get().pk})
    assert not Substitution.objects.filter(ended_at=None).exists()


def test_the_page_is_shut_to_who_reviews_nothing(client, newsroom):
    client.force_login(newsroom.editor)
    assert client.get(reverse("sites_editorial:substitutes"), follow=True).redirect_chain
