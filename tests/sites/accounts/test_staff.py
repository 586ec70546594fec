"""Staff accounts carry one name, and people look after their own contact data only."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sites.accounts.models import User
from tests.factories.sites import make_member, make_site, make_user


@pytest.fixture
def admin_client(client, db):
    client.force_login(make_user("系统管理员", is_superuser=True, is_staff=True))
    return client


FIELDS = {
    "username": "zhangsan",
    "name": "张三",
    "email": "zhangsan@example.com",
    "phone": "0000-1234567",
    "password1": "a-long-enough-phrase",
    "password2": "a-long-enough-phrase",
}


def test_an_administrator_makes_an_account_with_one_name(admin_client):
    page = admin_client.get(reverse("wagtailusers_users:add")).content.decode()
    assert "first_name" not in page
    assert "last_name" not in page
    admin_client.post(reverse("wagtailusers_users:add"), FIELDS)
    user = User.objects.get(username="zhangsan")
    assert (user.name, user.get_full_name(), str(user)) == ("张三", "张三", "张三")
    assert user.check_password(FIELDS["password1"])


def test_an_account_without_a_name_is_refused_and_what_was_typed_stays(admin_client):
    response = admin_client.post(reverse("wagtailusers_users:add"), {**FIELDS, "name": ""})
    assert "0000-1234567" in response.content.decode()
    assert not User.objects.filter(username="zhangsan").exists()


def test_an_administrator_changes_an_account(admin_client):
    user = make_user("李四")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    assert "李四" in admin_client.get(address).content.decode()
    data = {**FIELDS, "name": "李肆", "password1": "", "password2": "", "is_active": "on"}
    admin_client.post(address, data)
    user.refresh_from_db()
    assert user.name == "李肆"
    assert user.check_password("correct horse battery")


@pytest.mark.parametrize("ordering", ["name", "-name", "username"])
def test_accounts_are_listed_and_found_by_name(admin_client, ordering):
    make_user("王小明")
    page = admin_client.get(reverse("wagtailusers_users:index"), {"q": "小明", "ordering": ordering})
    assert "王小明" in page.content.decode()


def test_people_change_their_contact_data_but_not_their_name(client, db):
    editor = make_member(make_site("city", kind="portal"), "editor", name="赵六")
    client.force_login(editor)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "own_details-email" in page
    assert "last_name" not in page
    client.post(
        reverse("wagtailadmin_account"),
        {
            "own_details-email": "new@example.com",
            "own_details-phone": "0000-7654321",
            "own_details-name": "改名",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
            "locale-current_time_zone": "",
        },
    )
    editor.refresh_from_db()
    assert (editor.email, editor.phone, editor.name) == ("new@example.com", "0000-7654321", "赵六")


def test_nobody_uploads_a_profile_picture(admin_client):
    assert "avatar-avatar" not in admin_client.get(reverse("wagtailadmin_account")).content.decode()
