"""The three administrators at work in the office."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sites.accounts.models import User
from sites.ledger.models import Entry
from sites.registry import acts
from sites.registry.models import Administrator, SiteRecord
from tests.factories.sites import make_administrator, make_department, make_member, make_site, make_user

pytestmark = pytest.mark.django_db
ADMINISTRATORS = reverse("sites_registry_rights:administrators")
HOLDERS = reverse("sites_registry_rights:holders")
SITES = reverse("sites_registry_sites:index")
ACCOUNTS = reverse("wagtailusers_users:index")
NEW_ACCOUNT = reverse("wagtailusers_users:add")


def office_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def security() -> User:
    return make_administrator("security_admin", "安全员甲")


@pytest.fixture
def security_office(security) -> Client:
    return office_of(security)


@pytest.fixture
def system_office() -> Client:
    return office_of(make_administrator("system_admin", "系统员甲"))


@pytest.fixture
def record() -> SiteRecord:
    return make_site("jyj", name="教育局")


def people_url(record) -> str:
    return reverse("sites_registry_sites:people", args=[record.pk])


def edit_url(record) -> str:
    return reverse("sites_registry_sites:edit", args=[record.pk])


def account_url(user) -> str:
    return reverse("wagtailusers_users:edit", args=[user.pk])


# --- The system administrator -------------------------------------------------------------------------


def test_the_system_administrator_makes_a_site_and_a_department_and_changes_a_state(system_office, record):
    department = make_department("卫生健康委员会")
    form = {"name": "卫健委", "code": "wjw", "hostname": "wjw.example", "kind": "department"}
    form["language"] = "zh-hans"
    made = system_office.post(reverse("sites_registry_sites:add"), {**form, "sponsor": department.pk})
    assert made.status_code == 302
    assert SiteRecord.objects.filter(code="wjw").exists()
    assert system_office.get(made["Location"]).status_code == 200
    system_office.post(reverse("sites_registry_sites:state", args=[record.pk]), {"state": "closing"})
    system_office.post(
        edit_url(record),
        {
            "contact_name": "孙老师",
            "icp_number": "备案1",
            "sponsor": record.sponsor_id,
            "theme": "department",
        },
    )
    record.refresh_from_db()
    assert (record.state, record.icp_number) == ("closing", "备案1")


def test_the_system_administrator_gives_no_role(system_office, record):
    user = make_user()
    assert "人员和角色" not in system_office.get(edit_url(record)).content.decode()
    assert system_office.post(people_url(record), {"user": user.pk, "role": "editor"}).status_code in {
        302,
        404,
    }
    assert not user.groups.exists()


def test_the_system_administrator_makes_an_account_without_any_right(system_office, record):
    password = "a-long-enough-phrase"
    form = {"username": "zhang", "name": "张三", "email": "z@example.com", "phone": ""}
    form |= {"password1": password, "password2": password, "is_superuser": "on"}
    form["groups"] = record.groups.get(role="editor").group.pk
    system_office.post(NEW_ACCOUNT, form)
    user = User.objects.get(username="zhang")
    assert not user.get_all_permissions()
    assert not user.groups.exists()
    assert not user.is_superuser


def test_the_system_administrator_does_not_come_to_the_rights_of_somebody(system_office, record):
    """Who could set the password or the address for a new one could sign in as the signer."""
    signer = make_member(record, "signer")
    before = signer.password, signer.email, signer.username
    page = system_office.get(account_url(signer)).content.decode()
    assert "password1" not in page
    assert "只能由本人更改" in page
    form = {"username": "other", "name": "新名", "email": "mine@example.com", "is_active": "on"}
    form |= {"password1": "a-long-enough-phrase", "password2": "a-long-enough-phrase"}
    assert system_office.post(account_url(signer), form).status_code == 302
    signer.refresh_from_db()
    assert (signer.password, signer.email, signer.username) == before
    assert signer.name == "新名"


def test_the_system_administrator_sets_the_password_of_an_account_without_rights(system_office):
    user = make_user()
    form = {"username": user.username, "name": user.name, "email": user.email, "is_active": "on"}
    system_office.post(
        account_url(user), {**form, "password1": "a-long-enough-phrase", "password2": "a-long-enough-phrase"}
    )
    user.refresh_from_db()
    assert user.check_password("a-long-enough-phrase")


def test_the_system_administrator_deactivates_an_account_but_does_not_unlock_it(system_office):
    user = make_user()
    form = {"username": user.username, "name": user.name, "email": user.email}
    system_office.post(account_url(user), form)
    user.refresh_from_db()
    assert not user.is_active
    system_office.post(account_url(user), {**form, "is_active": "on"})
    user.refresh_from_db()
    assert not user.is_active
    assert Entry.objects.about(user).get().act == acts.ACCOUNT_LOCKED


def test_the_system_administrator_touches_no_administrator_and_no_superuser(system_office, security):
    listed = system_office.get(ACCOUNTS).content.decode()
    assert "安全管理员" in listed
    for user in (security, make_user(is_superuser=True)):
        assert account_url(user) not in listed
        assert system_office.get(account_url(user)).status_code == 404
        system_office.post(account_url(user), {"username": "x", "name": "x", "email": "x@example.com"})
        user.refresh_from_db()
        assert user.is_active


# --- The security administrator -----------------------------------------------------------------------


def test_the_security_administrator_gives_and_takes_roles_in_every_site(security_office, security, record):
    user = make_user("李审核")
    assert people_url(record) in security_office.get(SITES).content.decode()
    security_office.post(people_url(record), {"user": user.pk, "role": "reviewer"})
    assert user.groups.filter(site_group__role="reviewer").exists()
    security_office.post(people_url(record), {"revoke": user.pk, "role": "reviewer"})
    assert not user.groups.exists()
    assert {entry.actor for entry in Entry.objects.about(user)} == {str(security.pk)}


def test_no_administrator_is_offered_a_role(security_office, security, record):
    auditor = make_administrator("audit_admin", "审计员甲")
    page = security_office.get(people_url(record)).content.decode()
    assert "审计员甲" not in page
    for user in (auditor, security):
        response = security_office.post(people_url(record), {"user": user.pk, "role": "editor"})
        assert response.status_code == 422
        assert not user.groups.exists()


def test_the_security_administrator_changes_no_filing_record(security_office, record):
    assert security_office.get(edit_url(record)).status_code == 302
    security_office.post(edit_url(record), {"contact_name": "孙老师"})
    security_office.post(reverse("sites_registry_sites:state", args=[record.pk]), {"state": "closing"})
    record.refresh_from_db()
    assert (record.contact_name, record.state) == ("", "live")


def test_the_security_administrator_appoints_and_dismisses_in_the_office(security_office, security):
    first, second = make_user("王审计"), make_user("周审计")
    for user in (first, second):
        security_office.post(ADMINISTRATORS, {"user": user.pk, "post": "audit_admin"})
    assert "王审计" in security_office.get(ADMINISTRATORS).content.decode()
    security_office.post(ADMINISTRATORS, {"dismiss": first.pk})
    assert list(Administrator.objects.filter(post="audit_admin").values_list("user", flat=True)) == [
        second.pk
    ]


def test_the_office_refuses_in_a_sentence_what_the_rules_forbid(security_office, security, record):
    member = make_member(record, "editor", "在站人员")
    page = security_office.get(ADMINISTRATORS).content.decode()
    assert "在站人员" not in page
    refused = security_office.post(ADMINISTRATORS, {"user": member.pk, "post": "audit_admin"})
    assert refused.status_code == 422
    assert "不能任命此人" in refused.content.decode()
    own = security_office.post(ADMINISTRATORS, {"dismiss": security.pk}, follow=True)
    assert "接任者" in own.content.decode()
    security_office.post(ADMINISTRATORS, {"user": security.pk, "post": "system_admin"})
    assert list(Administrator.objects.values_list("post", flat=True)) == ["security_admin"]


def test_who_holds_what_is_found_by_name_and_by_role(security_office, record):
    make_member(record, "signer", "钱签发")
    make_user("孙无权")
    page = security_office.get(HOLDERS).content.decode()
    assert all(text in page for text in ("钱签发", "教育局 · 签发", "孙无权", "安全管理员"))
    found = security_office.get(HOLDERS, {"q": "签发"}).content.decode()
    assert "钱签发" in found
    assert "孙无权" not in found


def test_accounts_are_locked_and_unlocked_there(security_office, record):
    signer = make_member(record, "signer", "钱签发")
    theirs = office_of(signer)
    security_office.post(HOLDERS, {"lock": signer.pk})
    assert theirs.get(reverse("wagtailadmin_home")).status_code == 302
    assert "钱签发" in security_office.get(HOLDERS, {"locked": "1"}).content.decode()
    security_office.post(HOLDERS, {"unlock": signer.pk})
    signer.refresh_from_db()
    assert signer.is_active
    assert signer.groups.exists()


def test_a_button_for_nobody_is_not_found_and_an_unknown_one_is_refused(security_office):
    assert security_office.post(HOLDERS, {"lock": "x"}).status_code == 404
    assert security_office.post(HOLDERS, {"lock": "999999"}).status_code == 404
    assert security_office.post(HOLDERS, {"give": "1"}).status_code in {302, 403}


def test_many_accounts_take_as_many_queries_as_few(security_office, record):
    taken = []
    for number in (3, 60):
        for _person in range(number):
            make_member(record, "editor")
        with CaptureQueriesContext(connection) as queries:
            security_office.get(HOLDERS, {"q": "测试"})
        taken.append(len(queries))
    assert taken[0] == taken[1]


# --- Several at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_not_even_a_superuser_changes_several_accounts_at_once(client, record, action):
    client.force_login(make_user(is_superuser=True))
    user, group = make_user(), record.groups.get(role="signer").group
    path = reverse("wagtail_bulk_action", args=["sites_accounts", "user", action])
    client.post(f"{path}?id={user.pk}", {"role": group.pk, "mark_as_active": ""})
    user.refresh_from_db()
    assert user.is_active
    assert not user.groups.exists()


def test_the_account_of_an_administrator_is_not_deleted(client, security):
    client.force_login(make_user(is_superuser=True))
    answer = client.post(reverse("wagtailusers_users:delete", args=[security.pk]), follow=True)
    assert "请先免去其职务" in answer.content.decode()
    assert User.objects.filter(pk=security.pk).exists()


# --- The dashboard ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "shown"),
    [("system_admin", "后台任务"), ("security_admin", "登录失败次数过多"), ("audit_admin", "最近一次核对")],
)
def test_each_lands_on_figures_of_his_own(post, shown, record):
    words = {"后台任务", "登录失败次数过多", "最近一次核对"}
    page = office_of(make_administrator(post)).get(reverse("wagtailadmin_home")).content.decode()
    main = page[page.index("<main") :]
    assert {word for word in words if word in main} == {shown}
