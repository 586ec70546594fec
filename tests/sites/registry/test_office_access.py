"""Who gets into which view of the office, and what the answer is to those who do not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.urls import Resolver404, resolve, reverse

from sites.registry.admin_access import open_views
from tests.factories.sites import make_user

from . import office_urls, two_sites
from .office_urls import Address

pytestmark = pytest.mark.django_db
# What also people who are not signed in may ask for: the way in, and what it is drawn with.
OPEN_TO_ALL = {
    "wagtailadmin_login",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}


# --- The list ---------------------------------------------------------------------------------------


def test_every_view_that_is_opened_exists():
    names = {address.name for address in office_urls.addresses()} | {"wagtail.admin.views.home.default"}
    assert set(open_views()) <= names


def test_every_view_that_is_opened_says_why_and_what_its_arguments_are():
    taken = {}
    for address in office_urls.addresses():
        taken.setdefault(address.name, set()).update(address.arguments)
    for name, view in open_views().items():
        assert view.reason, name
        assert taken.get(name, set()) <= set(view.arguments), name


@pytest.mark.parametrize(
    "shut",
    [
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_workflows:index",
        "wagtailadmin_collections:index",
        "wagtailredirects:index",
        "wagtailsites:index",
        "wagtailsnippets:index",
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
        "wagtailadmin_pages:set_privacy",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_error_test",
    ],
)
def test_what_knows_no_sites_is_for_administrators_of_the_installation(shut):
    assert shut not in open_views()


# --- The answer -------------------------------------------------------------------------------------


def test_a_shut_view_leads_back_to_the_dashboard_with_a_sentence(world, clients):
    response = clients["editor"].get(reverse("wagtailusers_users:index"))
    assert response["Location"] == reverse("wagtailadmin_home")
    assert [str(message) for message in get_messages(response.wsgi_request)]
    assert "no-store" in response["Cache-Control"]


def test_a_script_that_asks_for_a_shut_view_gets_403(world, clients):
    path = reverse("wagtailadmin_pages:edit", args=[world.other.draft.pk])
    response = clients["editor"].get(path, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 403


def test_what_does_not_exist_is_answered_like_what_is_shut(world, clients):
    shut = clients["editor"].get(reverse("wagtailadmin_pages:edit", args=[world.other.draft.pk]))
    missing = clients["editor"].get(reverse("wagtailadmin_pages:edit", args=[999_999]))
    assert (shut.status_code, shut["Location"]) == (missing.status_code, missing["Location"])


def test_an_administrator_of_the_installation_opens_every_site(world):
    client = two_sites.browser(world.administrator)
    for site in (world.own, world.other):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[site.free.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_reports:site_history")).status_code == 200


# --- No way in --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", office_urls.addresses(), ids=str)
def test_without_the_right_to_enter_every_view_leads_to_the_sign_in(world, address: Address):
    if address.name in OPEN_TO_ALL:
        return
    for client in (two_sites.browser(), two_sites.browser(make_user("没有角色的人"))):
        for path, _own in office_urls.paths(address, (world.own,)):
            for response in (client.get(path), client.post(path)):
                assert response.status_code in {302, 403, 404, 405}, path
                if response.status_code == 302:
                    assert _leads_away(response["Location"]), path
                assert two_sites.OWN_WORD not in b"".join(response).decode(errors="replace")


def _leads_away(location: str) -> bool:
    """To the sign-in, or to another address that leads there."""
    return location.startswith(reverse("wagtailadmin_login")) or location in {
        reverse("wagtailadmin_home"),
        reverse("sites_registry_sites:index"),
        reverse("sites_registry_sites:add"),
    }


def test_processes_for_citizens_have_no_office():
    program = """
import django; django.setup()
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.urls import NoReverseMatch, get_resolver, reverse
handler = BaseHandler(); handler.load_middleware()
routes = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
assert not any(route.startswith("admin") for route in routes), routes
assert get_resolver().resolve("/admin/").view_name == "wagtail_serve"
try:
    reverse("wagtailadmin_home")
except NoReverseMatch:
    print("no office")
"""
    environment = {
        **os.environ,
        "YIZHAN_ROLE": "public",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert run.stdout.strip() == "no office", run.stderr


# --- What is offered opens --------------------------------------------------------------------------

_LINK = re.compile(r'(?:href|"url"|"href")\s*[=:]\s*"(/admin/[^"?#]*)')


@pytest.mark.parametrize("actor", ["contributor", "editor", "reviewer", "signer", "site_admin"])
def test_nothing_in_the_office_leads_to_a_shut_view(world, clients, actor):
    own = world.own
    starts = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[own.column.pk]),
        reverse("wagtailadmin_pages:edit", args=[own.draft.pk]),
        reverse("wagtailadmin_pages:edit", args=[own.free.pk]),
        reverse("wagtailadmin_pages:history", args=[own.free.pk]),
        reverse("wagtailadmin_pages:usage", args=[own.live.pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[own.column.pk]),
        reverse("wagtailadmin_pages:type_use", args=["portal_content", "article"]),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[own.image.pk]),
        reverse("wagtaildocs:index"),
    ]
    for start in starts:
        page = unescape(b"".join(clients[actor].get(start)).decode())
        dead = {link for link in _LINK.findall(page) if not _opens(link)}
        assert not dead, start


def _opens(link: str) -> bool:
    try:
        return resolve(link).view_name in open_views()
    except Resolver404:
        return True
