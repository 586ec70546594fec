"""What the installation tells browsers in production is graded as the MDN HTTP Observatory grades it."""

from __future__ import annotations

import importlib
from copy import deepcopy

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.sites import make_user
from tests.portal.content.conftest import built, everything

from . import observatory
from .observatory import MODIFIERS, Seen, outcomes, score

__all__ = ["built", "everything"]
PUBLIC_AT_LEAST, OFFICE_AT_LEAST = 130, 100
# Settings of production that decide what answers say.
OF_ANSWERS = (
    "SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "X_FRAME", "CONTENT_SECURITY", "OFFICE_CONTENT_SECURITY",
)  # fmt: skip
GOOD = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
OWN = '<script src="/static/site.js"></script>'


@pytest.fixture
def production(settings, monkeypatch) -> None:
    monkeypatch.setenv("YIZHAN_SECRET_KEY", "of no importance")
    module = importlib.import_module("portal.settings.production")
    for name in dir(module):
        if name.startswith(OF_ANSWERS):
            setattr(settings, name, deepcopy(getattr(module, name)))


def get(client: Client, host: str, path: str, secure: bool = True) -> HttpResponse:
    return client.get(path, headers={"host": host, "x-forwarded-proto": "https" if secure else "http"})


def seen_at(client: Client, host: str, path: str) -> Seen:
    return Seen(host, get(client, host, path), get(client, host, path, secure=False))


def addresses(everything) -> list[str]:
    column = everything.by_type["column"].get_url_parts()[2]
    pages = [everything.by_type[name].get_url_parts()[2] for name in ("article", "leader", "topic")]
    machines = ["/sitemap.xml", "/robots.txt", f"{column}feed/"]
    return [
        "/",
        column,
        *pages,
        "/search/",
        "/search/?q=通知",
        "/sitemap/",
        "/no-page/",
        "/leaving/",
        *machines,
    ]


def test_every_public_page_scores_130_or_more(everything, production):
    client = Client()
    seen = {path: seen_at(client, everything.host, path) for path in addresses(everything)}
    low = {path: outcomes(each) for path, each in seen.items() if score(each) < PUBLIC_AT_LEAST}
    assert low == {}


def test_the_office_scores_100_or_more_before_and_after_signing_in(everything, production):
    make_user(username="editor", is_superuser=True)
    client = Client()
    sign_in = seen_at(client, everything.host, "/admin/login/")
    signed_in = client.post(
        "/admin/login/",
        {"username": "editor", "password": "correct horse battery", "next": "/admin/"},
        headers={"host": everything.host, "x-forwarded-proto": "https"},
    )
    assert signed_in.status_code == 302
    column = everything.by_type["column"]
    paths = ["/admin/", f"/admin/pages/{column.pk}/", f"/admin/pages/add/portal_content/article/{column.pk}/"]
    seen = [sign_in, Seen(everything.host, signed_in, None)]
    seen += [seen_at(client, everything.host, path) for path in paths]
    assert [each.page.status_code for each in seen] == [200, 302, 200, 200, 200]
    assert [outcomes(each) for each in seen if score(each) < OFFICE_AT_LEAST] == []


def test_cookies_of_the_office_are_for_this_host_over_https_alone(everything, production):
    make_user(username="editor", is_superuser=True)
    client = Client()
    data = {"username": "editor", "password": "correct horse battery", "next": "/admin/"}
    headers = {"host": everything.host, "x-forwarded-proto": "https"}
    get(client, everything.host, "/admin/login/")
    cookies = client.post("/admin/login/", data, headers=headers).cookies
    assert {*cookies} == {"__Host-session", "__Host-csrf"}
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_reading_sets_no_cookie_in_production(everything, production):
    client = Client()
    for path in addresses(everything):
        assert not get(client, everything.host, path).cookies, path


# --- The scorer itself ---------------------------------------------------------------------------
def answer(html: str = OWN, cookie: dict | None = None, **changed: str | None) -> Seen:
    """A good answer with some headers changed; underscores stand for hyphens, None takes one out."""
    page = HttpResponse(html)
    for name, value in {**GOOD, **{name.replace("_", "-"): each for name, each in changed.items()}}.items():
        if value is None:
            del page[name]
        else:
            page[name] = value
    if cookie:
        page.set_cookie("session", "x", **cookie)
    plain = HttpResponse(status=301, headers={"Location": "https://city.example/"})
    return Seen("city.example", page, plain)


def with_policy(**changed: str) -> Seen:
    directives = {"default-src": "'none'", "frame-ancestors": "'none'"}
    directives.update({name.replace("_", "-"): value for name, value in changed.items()})
    return answer(Content_Security_Policy="; ".join(f"{name} {value}" for name, value in directives.items()))


ALL_GOOD = {"secure": True, "httponly": True, "samesite": "Lax"}
CASES = [
    (answer(), "csp-none-unsafe-default-none"),
    (with_policy(default_src="'self'"), "csp-none-unsafe"),
    (with_policy(style_src="'self' 'unsafe-inline'"), "csp-unsafe-style-only"),
    (with_policy(script_src="'self' 'unsafe-inline'"), "csp-unsafe-inline"),
    (with_policy(script_src="'unsafe-inline' 'nonce-abc'"), "csp-none-unsafe-default-none"),
    (with_policy(script_src="https:"), "csp-unsafe-inline"),
    (with_policy(script_src="'self' 'unsafe-eval'"), "csp-unsafe-eval"),
    (with_policy(connect_src="http://a.example"), "csp-insecure-scheme"),
    (with_policy(img_src="http://a.example"), "csp-insecure-passive"),
    (answer(Content_Security_Policy=None), "csp-missing"),
    (answer(Content_Security_Policy=None), "frames-missing"),
    (answer(Content_Security_Policy="default-src 'none'", X_Frame_Options="DENY"), "frames-by-header"),
    (answer(Content_Security_Policy="default-src 'none'", X_Frame_Options="maybe"), "frames-invalid"),
    (answer(), "frames-by-csp"),
    (answer(), "cookies-none"),
    (answer(cookie=ALL_GOOD), "cookies-all-good"),
    (answer(cookie={**ALL_GOOD, "samesite": None}), "cookies-good-without-samesite"),
    (answer(cookie={**ALL_GOOD, "httponly": False}), "cookies-session-without-httponly"),
    (answer(cookie={**ALL_GOOD, "secure": False}), "cookies-session-without-secure-but-hsts"),
    (
        answer(cookie={**ALL_GOOD, "secure": False}, Strict_Transport_Security=None),
        "cookies-session-without-secure",
    ),
    (answer(Access_Control_Allow_Origin="*"), "cors-public"),
    (
        answer(Access_Control_Allow_Origin="*", Access_Control_Allow_Credentials="true"),
        "cors-universal-with-credentials",
    ),
    (answer(), "redirect-to-https"),
    (Seen("other.example", answer().page, answer().plain), "redirect-to-other-host-first"),
    (Seen("city.example", answer().page, HttpResponse()), "redirect-missing"),
    (answer(Referrer_Policy="unsafe-url"), "referrer-unsafe"),
    (answer(Referrer_Policy="whatever"), "referrer-invalid"),
    (answer(Referrer_Policy="no-referrer, unsafe-url"), "referrer-unsafe"),
    (answer(Referrer_Policy=None), "referrer-missing"),
    (answer(Strict_Transport_Security="max-age=300"), "hsts-shorter"),
    (answer(Strict_Transport_Security="includeSubDomains"), "hsts-invalid"),
    (answer(Strict_Transport_Security=None), "hsts-missing"),
    (answer(Content_Type="application/rss+xml"), "sri-not-html"),
    (answer(html="<p>"), "sri-no-scripts"),
    (answer(), "sri-none-but-same-origin"),
    (answer(html='<script src="/a.js" integrity="sha384-x"></script>'), "sri-same-origin"),
    (answer(html='<script src="https://cdn.example/a.js"></script>'), "sri-none-foreign-secure"),
    (answer(html='<script src="//cdn.example/a.js"></script>'), "sri-none-foreign-insecure"),
    (answer(X_Content_Type_Options="sniff"), "nosniff-invalid"),
    (answer(Cross_Origin_Resource_Policy="cross-origin"), "corp-cross-origin"),
    (answer(Cross_Origin_Resource_Policy="nobody"), "corp-invalid"),
    (answer(Cross_Origin_Opener_Policy="unsafe-none"), "coop-weaker"),
    (answer(Cross_Origin_Embedder_Policy=None), "coep-missing"),
]


@pytest.mark.parametrize(("seen", "outcome"), CASES)
def test_the_scorer_knows_each_outcome(seen, outcome):
    assert outcome in outcomes(seen)


def test_the_best_there_is_without_preload_and_a_page_without_a_policy():
    best = answer(html='<script src="/a.js" integrity="sha384-x"></script>', cookie=ALL_GOOD)
    assert score(best) == 160
    # -25 for the policy, -20 for frames: below 90, so nothing good counts.
    assert score(answer(Content_Security_Policy=None)) == 55


def test_every_test_of_the_observatory_has_its_outcomes_in_the_table():
    assert len(observatory.TESTS) == 12
    assert {each for seen, _outcome in CASES for each in outcomes(seen)} <= {*MODIFIERS}
