"""Roles given and taken are in the ledger, by whatever door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sites.ledger.models import Entry
from sites.registry import acts
from sites.registry.models import SiteState
from sites.registry.operations import change_state, grant, revoke
from tests.factories.sites import make_member, make_site


@pytest.fixture
def record(db):
    return make_site("jyj")


@pytest.fixture
def user(record):
    return make_member(record, "contributor")


def recorded(user) -> list[tuple[str, str, str, str]]:
    entries = Entry.objects.about(user).exclude(number=0)
    return [(one.act, one.site, one.details["role"], one.actor) for one in entries][1:]


def test_a_role_given_and_taken_is_recorded_with_who_did_it(record, user, admin_user):
    grant(user, record, "editor", by=admin_user)
    grant(user, record, "editor", by=admin_user)
    revoke(user, record, "editor", by=admin_user)
    by = str(admin_user.pk)
    assert recorded(user) == [
        (acts.GRANTED, "jyj", "editor", by),
        (acts.REVOKED, "jyj", "editor", by),
    ]


def test_a_role_given_without_the_operation_is_recorded_too(record, user):
    group = record.groups.get(role="signer").group
    user.groups.add(group)
    group.user_set.remove(user)
    user.groups.clear()
    assert recorded(user) == [
        (acts.GRANTED, "jyj", "signer", ""),
        (acts.REVOKED, "jyj", "signer", ""),
        (acts.REVOKED, "jyj", "contributor", ""),
    ]


def test_the_office_records_who_gave_a_role(record, user, admin_client, admin_user):
    people = reverse("sites_registry_sites:people", args=[record.pk])
    answer = admin_client.post(people, {"user": user.pk, "role": "signer"})
    assert answer.status_code == 302
    assert (acts.GRANTED, "jyj", "signer", str(admin_user.pk)) in recorded(user)


def test_the_form_of_an_account_gives_no_group_and_makes_no_superuser(record, user, admin_client):
    signers = record.groups.get(role="signer").group
    form = {"username": user.username, "name": user.name, "email": "a@example.com", "is_active": "on"}
    form |= {"groups": [signers.pk], "is_superuser": "on"}
    answer = admin_client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form)
    assert answer.status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    assert [group.site_group.role for group in user.groups.all()] == ["contributor"]


def test_a_change_of_state_is_recorded(record, admin_user):
    before = record.state
    change_state(
        record, SiteState.CLOSED if before == SiteState.APPLIED else SiteState.CLOSING, by=admin_user
    )
    entry = Entry.objects.get(act=acts.STATE_CHANGED, actor=str(admin_user.pk))
    assert entry.details["from"] == before
