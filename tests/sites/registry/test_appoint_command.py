"""The first three administrators are appointed from the command line, when nobody can appoint yet."""

from __future__ import annotations

import builtins

import pytest
from django.core.management import CommandError, call_command

from sites.accounts.models import User
from sites.ledger.models import Entry
from sites.registry import acts
from sites.registry.management.commands import appoint_administrators
from sites.registry.models import Administrator
from tests.factories.sites import make_administrator, make_member, make_site, make_user

pytestmark = pytest.mark.django_db
OPTIONS = ["--system-admin=xitong", "--security-admin=anquan", "--audit-admin=shenji"]
PASSWORD = "a-long-enough-phrase"


@pytest.fixture
def keyboard(monkeypatch):
    """Types the given lines, and the given passwords where they are asked for without echo."""

    def type_in(lines: list[str], passwords: list[str]) -> None:
        spoken, secret = iter(lines), iter(passwords)
        monkeypatch.setattr(builtins, "input", lambda _prompt: next(spoken))
        monkeypatch.setattr(appoint_administrators, "getpass", lambda _prompt: next(secret))

    return type_in


def held() -> dict[str, str]:
    return dict(Administrator.objects.values_list("post", "user__username"))


def test_the_command_makes_three_accounts_that_can_sign_in(keyboard, capsys):
    lines = ["xitong", "anquan", "shenji", "钟维安", "", "严守正", "", "何明鉴", ""]
    keyboard(lines, [PASSWORD] * 6)
    call_command("appoint_administrators")
    assert held() == {"system_admin": "xitong", "security_admin": "anquan", "audit_admin": "shenji"}
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
    assert "安全管理员：anquan" in capsys.readouterr().out
    assert set(Entry.objects.values_list("act", flat=True)) == {acts.APPOINTED}


def test_without_a_password_a_link_is_sent(keyboard, mailoutbox):
    lines = ["钟维安", "x@example.com", "严守正", "a@example.com", "何明鉴", "s@example.com"]
    keyboard(lines, ["", "", ""])
    call_command("appoint_administrators", *OPTIONS)
    assert sorted(mail.to[0] for mail in mailoutbox) == ["a@example.com", "s@example.com", "x@example.com"]
    assert "/admin/password_reset/confirm/" in mailoutbox[0].body


def test_accounts_that_exist_are_taken_without_questions():
    for name in ("xitong", "anquan", "shenji"):
        make_user(username=name)
    call_command("appoint_administrators", *OPTIONS)
    assert len(held()) == 3


def test_it_refuses_when_there_are_administrators():
    make_administrator("audit_admin")
    with pytest.raises(CommandError, match="已经设有管理员"):
        call_command("appoint_administrators", *OPTIONS)


def test_it_refuses_one_person_for_two_posts():
    make_user(username="xitong")
    with pytest.raises(CommandError, match="三个不同的人"):
        call_command("appoint_administrators", "--system-admin=xitong", "--security-admin=Xitong", OPTIONS[2])
    assert not held()


def test_it_appoints_all_three_or_none():
    for name in ("xitong", "anquan"):
        make_user(username=name)
    make_member(make_site(), "editor", username="shenji")
    with pytest.raises(CommandError, match="请先收回"):
        call_command("appoint_administrators", *OPTIONS)
    assert not held()


@pytest.mark.parametrize(
    ("lines", "passwords", "sentence"),
    [
        (["钟维安", ""], [PASSWORD, "another-long-phrase"], "不一致"),
        (["钟维安", ""], ["12345", "12345"], "密码"),
        (["钟维安", ""], [""], "电子邮箱"),
        (["钟维安", "no-address"], [], "Email"),
        ([""], [], "没有输入"),
    ],
)
def test_what_is_typed_wrong_is_told_and_changes_nothing(keyboard, lines, passwords, sentence):
    keyboard(lines, passwords)
    with pytest.raises(CommandError, match=sentence):
        call_command("appoint_administrators", *OPTIONS)
    assert not User.objects.exists()
