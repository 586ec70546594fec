"""The three administrators exclude each other and the roles of sites; who appoints is recorded."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from sites.accounts.models import User
from sites.ledger.models import Entry
from sites.protection import lockout
from sites.registry import acts
from sites.registry.models import Administrator, SiteRecord
from sites.registry.operations import (
    appoint,
    dismiss,
    grant,
    lock_account,
    release_sign_in,
    revoke,
    unlock_account,
)
from sites.registry.posts import posts
from tests.factories.sites import make_administrator, make_member, make_site, make_user

pytestmark = pytest.mark.django_db
POSTS = list(posts())
NOT_SECURITY = [post for post in POSTS if post != "security_admin"]


def again(user: User) -> User:
    """The same person, as the next request sees him."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def security():
    return again(make_administrator("security_admin", "安全"))


def recorded(about: User) -> list[tuple[str, str, str]]:
    """Act, key of who acted, and post, of each entry about somebody."""
    return [(entry.act, entry.actor, entry.details.get("post", "")) for entry in Entry.objects.about(about)]


def insert(table: str, **columns: object) -> None:
    """A row straight into the database, as no code of ours writes it."""
    names = ", ".join(columns)
    places = ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(columns.values()))  # noqa: S608


# --- Rights ---------------------------------------------------------------------------------------


def test_there_are_three_posts_that_share_no_right_but_to_enter():
    assert [post.name for post in posts().values()] == ["系统管理员", "安全管理员", "审计管理员"]
    held = [post.permissions - {"wagtailadmin.access_admin"} for post in posts().values()]
    assert all(one.isdisjoint(other) for one in held for other in held if one is not other)


@pytest.mark.parametrize("post", POSTS)
def test_an_administrator_has_the_rights_of_the_data_file_and_no_others(post):
    user = again(make_administrator(post))
    assert user.get_all_permissions() == posts()[post].permissions
    user.is_active = False
    assert not user.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("post", POSTS)
def test_an_administrator_has_no_site_and_no_right_over_pages(post):
    record, user = make_site(), again(make_administrator(post))
    assert not SiteRecord.objects.of_user(user).exists()
    rights = record.site.root_page.permissions_for_user(user)
    assert not rights.can_edit()
    assert not rights.can_add_subpage()
    assert not rights.can_unpublish()


# --- Exclusion ------------------------------------------------------------------------------------


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("other", POSTS)
def test_nobody_holds_two_posts(post, other):
    user = make_administrator(post)
    with pytest.raises(ValidationError, match="兼任"):
        appoint(user, other)


@pytest.mark.parametrize("post", POSTS)
def test_who_holds_a_role_is_not_appointed(post):
    user = make_member(make_site(name="教育局"), "editor")
    with pytest.raises(ValidationError, match="教育局"):
        appoint(user, post)
    assert not Administrator.objects.exists()


@pytest.mark.parametrize("post", POSTS)
def test_an_administrator_is_given_no_role_by_any_door(post, security):
    record, user = make_site(), make_administrator(post)
    group = record.groups.get(role="editor").group
    for give in (
        lambda: grant(user, record, "editor", by=security),
        lambda: user.groups.add(group),
        lambda: user.groups.set([group]),
        lambda: group.user_set.add(user),
    ):
        with pytest.raises(ValidationError, match="不能在任何网站担任角色"), transaction.atomic():
            give()
    assert not user.groups.exists()


def test_a_superuser_and_a_locked_account_are_not_appointed():
    for user in (make_user(is_superuser=True), make_user(is_active=False)):
        with pytest.raises(ValidationError):
            appoint(user, "system_admin")


def test_the_database_refuses_a_second_post():
    user = make_administrator("system_admin")
    with pytest.raises(IntegrityError):
        insert("sites_registry_administrator", user_id=user.pk, post="audit_admin", since="2026-11-22")


def test_the_database_refuses_a_role_for_an_administrator():
    user, group = make_administrator("audit_admin"), make_site().groups.get(role="editor").group
    with pytest.raises(IntegrityError, match="holds no role"):
        insert("sites_accounts_user_groups", user_id=user.pk, group_id=group.pk)


def test_the_database_refuses_a_post_for_who_holds_a_role():
    user = make_member(make_site(), "signer")
    with pytest.raises(IntegrityError, match="holds no role"):
        insert("sites_registry_administrator", user_id=user.pk, post="audit_admin", since="2026-11-22")


def test_the_database_refuses_to_move_a_role_to_an_administrator():
    user, member = make_administrator("audit_admin"), make_member(make_site(), "signer")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.groups.through.objects.filter(user=member).update(user=user)


def test_who_gave_up_his_role_can_be_appointed_and_the_other_way_round(security):
    record = make_site()
    user = make_member(record, "editor")
    revoke(user, record, "editor")
    appoint(user, "security_admin", by=security)
    dismiss(user, by=security)
    grant(user, record, "editor")
    assert user.groups.exists()


# --- Appointments ---------------------------------------------------------------------------------


def test_the_security_administrator_appoints_and_dismisses_and_it_is_recorded(security):
    first, second = make_user(), make_user()
    for user in (first, second):
        appoint(user, "audit_admin", by=security)
    dismiss(first, by=security)
    by = str(security.pk)
    assert recorded(first) == [
        (acts.APPOINTED, by, "audit_admin"),
        (acts.DISMISSED, by, "audit_admin"),
    ]
    assert not Administrator.objects.filter(user=first).exists()


def test_an_appointment_without_the_operation_is_recorded_too():
    user = make_user()
    Administrator.objects.create(user=user, post="audit_admin").delete()
    assert recorded(user) == [(acts.APPOINTED, "", "audit_admin"), (acts.DISMISSED, "", "audit_admin")]


def test_nobody_appoints_or_dismisses_himself(security):
    superuser = make_user(is_superuser=True)
    with pytest.raises(ValidationError, match="任命自己"):
        appoint(superuser, "system_admin", by=superuser)
    with pytest.raises(ValidationError, match="任命自己"):
        appoint(security, "audit_admin", by=security)
    with pytest.raises(ValidationError, match="自己的职务"):
        dismiss(security, by=security)


@pytest.mark.parametrize("post", NOT_SECURITY)
def test_the_others_appoint_dismiss_and_lock_nobody(post, security):
    by, user = again(make_administrator(post)), make_user()
    for act in (
        lambda: appoint(user, "audit_admin", by=by),
        lambda: dismiss(security, by=by),
        lambda: lock_account(user, by=by),
        lambda: unlock_account(user, by=by),
        lambda: release_sign_in(user, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_people_of_a_site_appoint_nobody():
    by = make_member(make_site(), "site_admin")
    with pytest.raises(PermissionDenied):
        appoint(make_user(), "audit_admin", by=by)


def test_a_post_never_loses_its_last_holder(security):
    auditor = make_administrator("audit_admin")
    for act in (dismiss, lock_account):
        with pytest.raises(ValidationError, match="接任者"):
            act(auditor, by=security)
    appoint(make_user(is_active=True), "audit_admin", by=security)
    dismiss(auditor, by=security)


def test_a_successor_who_cannot_sign_in_is_none(security):
    auditor, successor = make_administrator("audit_admin"), make_administrator("audit_admin")
    User.objects.filter(pk=successor.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="接任者"):
        dismiss(auditor, by=security)


def test_there_is_no_fourth_post():
    with pytest.raises(ValidationError):
        appoint(make_user(), "editor")


# --- Locks ----------------------------------------------------------------------------------------


def test_an_account_locked_and_unlocked_is_recorded_with_who_did_it(security):
    user = make_user()
    lock_account(user, by=security)
    assert not again(user).is_active
    unlock_account(user, by=security)
    assert again(user).is_active
    by = str(security.pk)
    assert recorded(user) == [(acts.ACCOUNT_LOCKED, by, ""), (acts.ACCOUNT_UNLOCKED, by, "")]


def test_an_account_locked_by_another_door_is_recorded_once():
    user = make_user()
    user.is_active = False
    user.save()
    user.name = "改名"
    user.save()
    assert [act for act, _by, _post in recorded(user)] == [acts.ACCOUNT_LOCKED]


def test_nobody_locks_his_own_account(security):
    with pytest.raises(ValidationError, match="自己的账号"):
        lock_account(security, by=security)


def test_failed_sign_ins_are_forgotten_and_it_is_recorded(client, settings, security):
    settings.AXES_ENABLED = True
    user = make_user(username="zhang")
    for _attempt in range(5):
        client.post("/admin/login/", {"username": "zhang", "password": "wrong"})
    assert lockout.locked_usernames() == {"zhang"}
    release_sign_in(user, by=security)
    assert lockout.locked_usernames() == set()
    assert [act for act, _by, _post in recorded(user)] == [acts.SIGN_IN_RELEASED]


def test_a_superuser_that_was_locked_stays_locked(security):
    superuser = make_user(is_superuser=True)
    lock_account(superuser, by=security)
    with pytest.raises(ValidationError, match="服务器"):
        unlock_account(superuser, by=security)
    assert not again(superuser).is_active
