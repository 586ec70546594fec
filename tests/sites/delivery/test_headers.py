"""What browsers are told: the strictest policy for citizens, what Wagtail needs for the office."""

import pytest
from django.test import Client

from tests.factories.sites import make_site, make_user


@pytest.fixture
def site(db):
    return make_site(hostname="jyj.localhost")


def directives(response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


@pytest.fixture
def public(site):
    return Client(SERVER_NAME="jyj.localhost")


@pytest.mark.parametrize("path", ["/", "/search/", "/no-such-page/", "/robots.txt"])
def test_citizens_pages_run_nothing_inline_and_fetch_nothing_from_elsewhere(public, path):
    policy = directives(public.get(path))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    for name, value in policy.items():
        assert value in ("'self'", "'none'"), name


def test_the_office_gets_what_wagtail_needs_and_no_more(public):
    response = public.get("/admin/login/")
    policy = directives(response)
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["script-src-attr"] == "'none'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["style-src-attr"] == "'none'"
    assert policy["img-src"] == "'self' blob:"
    assert "'unsafe-eval'" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_path_that_only_begins_like_the_office_is_public(public):
    assert "unsafe-inline" not in public.get("/administration/")["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "shared_with"), [("/", "same-site"), ("/admin/login/", "same-origin")])
def test_the_other_headers_close_what_the_policy_leaves_open(public, path, shared_with):
    response = public.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == shared_with
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]


def test_reading_a_page_sets_no_cookie(public):
    for path in ("/", "/search/", "/no-such-page/"):
        assert not public.get(path).cookies, path


def test_the_cookies_of_the_office_are_out_of_reach_of_scripts(public):
    make_user(username="editor", is_superuser=True)
    public.get("/admin/login/")
    data = {"username": "editor", "password": "correct horse battery", "next": "/admin/"}
    cookies = public.post("/admin/login/", data).cookies
    assert cookies["sessionid"]["httponly"]
    assert cookies["sessionid"]["samesite"] == "Lax"
