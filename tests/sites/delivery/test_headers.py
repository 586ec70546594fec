"""What browsers are told: the strictest policy for citizens, what Wagtail needs for the office."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from selectolax.lexbor import LexborHTMLParser

from sites.delivery.starters import give_nonces, is_starter
from sites.pages import gate
from tests.factories.sites import make_site, make_user
from tests.portal.content.conftest import column_of


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
    assert policy["script-src"] == "'self'"
    assert policy["script-src-attr"] == "'none'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["style-src-attr"] == "'none'"
    assert policy["img-src"] == "'self' blob:"
    assert "'unsafe-eval'" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.fixture
def office(site):
    client = Client(SERVER_NAME="jyj.localhost")
    client.force_login(make_user(is_superuser=True))
    return client


def test_the_fields_of_the_editor_start_by_the_nonce_of_their_answer(office, site):
    path = f"/admin/pages/add/portal_content/article/{column_of(site, 'notices').pk}/"
    first, second = (office.get(path) for _time in range(2))
    nonces = [re.findall(r'<script nonce="([^"]+)">', each.content.decode()) for each in (first, second)]
    assert len(nonces[0]) >= 2
    assert {*nonces[0]}.isdisjoint(nonces[1])
    assert directives(first)["script-src"] == f"'self' 'nonce-{nonces[0][0]}'"
    assert int(first["Content-Length"]) == len(first.content)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/pages/{page}/edit/",
        "/admin/pages/add/portal_content/article/{page}/",
        "/admin/pages/{page}/history/",
        "/admin/users/new/",
        "/admin/reports/site-history/",
        "/admin/redirects/add/",
        "/admin/images/add/",
        "/admin/documents/add/",
        "/admin/workflows/list/",
    ],
)
def test_whatever_the_office_runs_inline_has_a_nonce(path, office, site):
    response = office.get(path.format(page=column_of(site, "notices").pk), follow=True)
    assert response.status_code == 200
    scripts = LexborHTMLParser(response.content.decode()).css("script:not([src])")
    run = [each for each in scripts if each.attributes.get("type") in (None, "text/javascript", "module")]
    assert [each.html for each in run if not each.attributes.get("nonce")] == []


@pytest.mark.parametrize("path", ["images/chooser/", "documents/chooser/", "choose-page/"])
def test_what_the_office_loads_into_a_page_brings_no_script(path, office):
    response = office.get(f"/admin/{path}", headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 200
    assert "<script>" not in response.json()["html"]


@pytest.mark.parametrize(
    ("script", "is_one"),
    [
        ('initDateChooser("id_day", {"format": "Y-m-d", "today": true});', True),
        ('initDateTimeChooser("id\\u002Dday", {});', True),
        ('new PageChooser("id_page", {"modalUrl": "/admin/choose-page/"});', True),
        ('(function() {var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}"));})();', True),
        ("alert(1)", False),
        ('initDateChooser("id_day", alert(1));', False),
        ('initDateChooser("id_day", {});alert(1);', False),
        ('initDateChooser("id_day", {}); initDateChooser("x", {});', False),
        ('new PageChooser("id_page", {"a": fetch("/admin/")});', False),
        ('new Function("alert(1)")();', False),
        ('(function() {var panel = new InlinePanel(JSON.parse(""+alert(1)+""));})();', False),
    ],
)
def test_only_what_starts_a_field_gets_a_nonce(script, is_one):
    assert is_starter(script) == is_one


def test_a_script_that_somebody_brought_into_the_office_runs_nowhere(office, site):
    column = column_of(site, "notices")
    with gate.opened():
        column.title = "</title><script>alert(1)</script>"
        column.save_revision().publish()
    html = office.get(f"/admin/pages/{column.pk}/edit/").content.decode()
    assert "<script>alert(1)</script>" not in html
    request = RequestFactory().get("/admin/")
    request.csp_nonce = "secret"
    injected = HttpResponse("<p><script>alert(1)</script></p>")
    give_nonces(request, injected)
    assert b"secret" not in injected.content


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
