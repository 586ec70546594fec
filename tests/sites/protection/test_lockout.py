"""Too many failures lock one person at one address, and nobody else."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sites.accounts.models import User
from sites.protection.addresses import client_address

PASSWORD = "Correct-horse-77"
OFFICE, HOME = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def lockout_on(settings, db):
    settings.AXES_ENABLED = True
    for name in ("zhang", "li"):
        User.objects.create_superuser(name, f"{name}@example.cn", PASSWORD, name=name)


def sign_in(username: str, password: str, address: str, **headers):
    return Client(REMOTE_ADDR=address, **headers).post(
        reverse("wagtailadmin_login"), {"username": username, "password": password, "next": "/admin/"}
    )


def lock(username: str = "zhang", address: str = OFFICE) -> None:
    for _attempt in range(5):
        sign_in(username, "wrong", address)


def test_four_failures_are_forgiven():
    for _attempt in range(4):
        assert sign_in("zhang", "wrong", OFFICE).status_code == 200
    assert sign_in("zhang", PASSWORD, OFFICE).status_code == 302


def test_after_five_failures_even_the_right_password_is_refused():
    lock()
    for password in ("wrong", PASSWORD, PASSWORD):
        assert sign_in("zhang", password, OFFICE).status_code == 429


def test_a_colleague_at_the_same_address_still_gets_in():
    lock()
    assert sign_in("li", PASSWORD, OFFICE).status_code == 302


def test_the_same_person_at_another_address_still_gets_in():
    lock()
    assert sign_in("zhang", PASSWORD, HOME).status_code == 302


def test_a_success_forgets_the_failures_before_it():
    for _round in range(2):
        for _attempt in range(4):
            sign_in("zhang", "wrong", OFFICE)
        assert sign_in("zhang", PASSWORD, OFFICE).status_code == 302


def test_the_page_says_in_chinese_what_happened_and_when_to_try_again():
    lock()
    response = sign_in("zhang", PASSWORD, OFFICE)
    page = response.content.decode()
    assert response["Retry-After"] == "1800"
    assert re.search(r"\d\d:\d\d", page)
    assert "30" in page
    assert "zhang" not in page
    assert not re.search(r"\bTry again\b|\blocked\b", page)


def test_an_account_that_does_not_exist_locks_just_the_same():
    lock("nobody")
    assert sign_in("nobody", "wrong", OFFICE).status_code == 429


def test_the_address_header_of_a_client_does_not_evade_the_lock():
    for attempt in range(5):
        sign_in("zhang", "wrong", OFFICE, HTTP_X_FORWARDED_FOR=f"192.0.2.{attempt}")
    assert sign_in("zhang", PASSWORD, OFFICE, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_behind_a_proxy_people_are_told_apart_by_the_address_it_saw(settings):
    settings.PROXY_COUNT = 1
    for attempt in range(5):
        sign_in("zhang", "wrong", "127.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.{attempt}, {OFFICE}")
    assert sign_in("zhang", PASSWORD, "127.0.0.1", HTTP_X_FORWARDED_FOR=OFFICE).status_code == 429
    assert sign_in("zhang", PASSWORD, "127.0.0.1", HTTP_X_FORWARDED_FOR=HOME).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "192.0.2.1", "10.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.1, 192.0.2.2", "192.0.2.2"),
        (2, "192.0.2.1, 192.0.2.2, 192.0.2.3", "192.0.2.2"),
        (2, "192.0.2.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_our_outermost_proxy_saw(settings, proxies, header, address):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == address
