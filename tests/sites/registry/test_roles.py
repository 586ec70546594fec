"""Roles are given and taken, and each time somebody can later say by whom."""

from __future__ import annotations

import pytest
from wagtail.log_actions import registry

from sites.registry.models import SiteGroup, SiteRecord
from sites.registry.operations import grant, revoke
from tests.factories.sites import make_site, make_user

pytestmark = pytest.mark.django_db


def log_of(record: SiteRecord) -> list[tuple[str, str, dict]]:
    entries = registry.get_logs_for_instance(record).order_by("pk")
    return [(entry.action, entry.user.username, entry.data) for entry in entries if entry.user]


def test_a_role_given_and_taken_is_logged_with_who_did_it():
    record, boss, person = make_site(), make_user(username="boss"), make_user(username="person")
    grant(person, record, "editor", by=boss)
    assert set(SiteRecord.objects.of_user(person)) == {record}
    revoke(person, record, "editor", by=boss)
    assert not SiteRecord.objects.of_user(person).exists()
    about = {"user": "person", "role": "editor"}
    assert log_of(record) == [
        ("sites_registry.grant", "boss", about),
        ("sites_registry.revoke", "boss", about),
    ]


def test_giving_twice_and_taking_what_nobody_has_is_no_act():
    record, boss, person = make_site(), make_user(), make_user()
    grant(person, record, "editor", by=boss)
    grant(person, record, "editor", by=boss)
    revoke(person, record, "signer", by=boss)
    assert len(log_of(record)) == 1


def test_there_is_no_role_outside_the_data_file():
    with pytest.raises(SiteGroup.DoesNotExist):
        grant(make_user(), make_site(), "publisher")


def test_two_roles_in_one_site_make_it_one_site():
    record, person = make_site(), make_user()
    for role in ("editor", "signer"):
        grant(person, record, role)
    assert list(SiteRecord.objects.of_user(person)) == [record]


def test_a_role_in_one_site_is_none_in_another():
    here, there, person = make_site(), make_site(), make_user()
    grant(person, here, "editor")
    assert here.site.root_page.permissions_for_user(person).can_add_subpage()
    assert not there.site.root_page.permissions_for_user(person).can_add_subpage()
