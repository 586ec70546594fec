"""Leaders who sign by links: who registers them, and that their accounts lead nowhere."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from sites.accounts.models import User
from sites.editorial import operations, signatories
from sites.editorial.models import Signatory
from sites.ledger.models import Entry
from sites.registry.operations import grant
from tests.factories.review import make_signatory
from tests.factories.sites import make_administrator, make_member, make_site

pytestmark = pytest.mark.django_db
URL = "/admin/editorial/signatories/"
PASSWORD = "correct horse battery"


@pytest.fixture
def officer(db):
    """The security administrator."""
    return make_administrator("security_admin")


@pytest.fixture
def leader(newsroom):
    return make_signatory(newsroom.record)


def entered(record, **changes):
    fields = {"record": record.pk, "name": "郑市长", "post": "副市长", "email": "zheng@city.example"}
    return {**fields, **changes}


def test_the_security_administrator_registers_and_removes_a_leader_and_the_ledger_says_so(
    client, newsroom, officer
):
    client.force_login(officer)
    assert client.post(URL, entered(newsroom.record)).status_code == 302
    made = Signatory.objects.get()
    assert "郑市长（副市长）" in client.get(URL).content.decode()
    client.post(URL, {"remove": made.pk})
    client.post(URL, {"remove": made.pk})
    made.refresh_from_db()
    assert made.removed_at
    assert "郑市长" not in client.get(URL).content.decode().partition("</table>")[0].partition("<table")[2]
    entries = Entry.objects.filter(act__startswith="signatory").order_by("number")
    assert [entry.act for entry in entries] == ["signatory_registered", "signatory_removed"]
    assert all(entry.actor == str(officer.pk) and entry.site == "jyj" for entry in entries)
    assert "zheng@" not in entries[0].detail


@pytest.mark.parametrize("role", ["editor", "reviewer", "signer", "site_admin"])
def test_nobody_of_a_site_registers_or_removes_a_leader(client, newsroom, leader, role):
    person = make_member(newsroom.record, role)
    client.force_login(person)
    assert client.get(URL).status_code == 302
    client.post(URL, entered(newsroom.record))
    client.post(URL, {"remove": leader.pk})
    assert Signatory.objects.standing().get() == leader
    with pytest.raises(PermissionDenied):
        signatories.register(newsroom.record, by=person, name="某", post="某", email="x@city.example")
    with pytest.raises(PermissionDenied):
        signatories.remove(leader, by=person)


@pytest.mark.parametrize("post", ["system_admin", "audit_admin"])
def test_the_other_administrators_do_not_either(client, newsroom, post):
    client.force_login(make_administrator(post))
    assert client.get(URL).status_code == 302
    client.post(URL, entered(newsroom.record))
    assert not Signatory.objects.exists()


def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(client, newsroom, officer):
    client.force_login(officer)
    for wrong in ({"email": "kein"}, {"name": ""}, {"mobile": "138 0013"}, {"record": "999999"}):
        answer = client.post(URL, {**entered(newsroom.record, post="常务副市长"), **wrong})
        assert answer.status_code == 422
        assert "常务副市长" in answer.content.decode()
    assert not Signatory.objects.exists()


def test_one_who_has_an_account_is_not_registered_because_he_would_count_twice(newsroom, officer):
    with pytest.raises(ValidationError, match="王采编"):
        signatories.register(
            newsroom.record, by=officer, name="王", post="局长", email=newsroom.editor.email.upper()
        )


def test_an_address_stands_once_in_a_site_and_may_stand_in_another(newsroom, leader):
    with pytest.raises(ValidationError, match="该邮箱"):
        make_signatory(newsroom.record, email=leader.email)
    assert make_signatory(make_site("other"), email=leader.email)


def test_nobody_signs_in_with_the_account_of_a_leader(client, leader):
    account = leader.user
    assert not account.has_usable_password()
    assert not account.has_perm("wagtailadmin.access_admin")
    account.set_password(PASSWORD)
    account.save()
    assert not client.login(username=account.username, password=PASSWORD)
    assert authenticate(username=account.username, password=PASSWORD) is None


def test_even_unlocked_and_with_a_password_it_does_not_open_the_office(client, leader):
    User.objects.filter(pk=leader.user_id).update(is_active=True)
    client.force_login(User.objects.get(pk=leader.user_id))
    for path in ("/admin/", URL):
        assert "登录" in client.get(path, follow=True).content.decode()


def test_the_account_of_a_leader_gets_no_role_and_is_not_offered_for_one(client, newsroom, leader, officer):
    for account in (leader.user, User.objects.get(pk=leader.user_id)):
        with pytest.raises(ValidationError, match="只通过链接签发"):
            grant(account, newsroom.record, "signer")
    with pytest.raises(ValidationError), transaction.atomic():
        newsroom.record.groups.get(role="editor").group.user_set.add(leader.user)
    client.force_login(officer)
    people = client.get(reverse("sites_registry_sites:people", args=[newsroom.record.pk]))
    assert leader.user.username not in people.content.decode()
    assert not leader.user.groups.exists()


def test_a_leader_takes_the_sign_off_of_his_site_and_no_other_step(newsroom, submitted, leader):
    stranger = make_signatory(make_site("other"))
    with pytest.raises(PermissionDenied):
        operations.approve(submitted, leader.user)
    operations.approve(submitted, newsroom.reviewer)
    for person in (stranger, make_signatory(newsroom.record, name="前任")):
        if person != stranger:
            signatories.remove(person, by=make_administrator("security_admin"))
        with pytest.raises(PermissionDenied):
            operations.approve(submitted, User.objects.get(pk=person.user_id))
    operations.approve(submitted, leader.user)
    submitted.refresh_from_db()
    assert submitted.live


def test_the_list_asks_as_often_for_many_as_for_one(
    client, newsroom, leader, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(URL)
    with django_assert_max_num_queries(40) as few:
        client.get(URL)
    for _number in range(5):
        make_signatory(make_site(), name="其他领导")
    with django_assert_max_num_queries(len(few)):
        client.get(URL)
