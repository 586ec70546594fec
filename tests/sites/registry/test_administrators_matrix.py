"""Each administrator opens what the data file names for his post, and nothing else of the office."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from sites.registry.admin_access import open_views
from sites.registry.models import Administrator
from sites.registry.posts import posts
from tests.factories.sites import make_administrator

from . import office_urls, two_sites
from .office_urls import Address
from .test_isolation_matrix import OWN_TABLES, PLAUSIBLE, WRITES

POSTS = list(posts())
EVERYBODY = {name for name, view in open_views().items() if view.everybody}
# What is in a draft and nowhere else; titles of what was handed in, names and sites are no secret of content.
DRAFTS = ["hiddenfree", "hiddenbody", "hiddenimage", "hiddendocument", "hiddentag", "hiddencomment"]
ADDRESSES = office_urls.addresses()
# Besides their own session, what they are refused must write nothing at all.
SHUT = {302, 403, 404, 405}


@pytest.fixture(scope="module")
def administrators(world) -> dict[str, Client]:
    return {post: two_sites.browser(make_administrator(post)) for post in POSTS}


@pytest.fixture
def there(db, world, administrators):
    return world


def first_path(address: Address, world) -> str:
    return next(path for path, _all_own in office_urls.paths(address, (world.own,)))


def ask(client: Client, method: str, path: str, data: dict | None = None) -> tuple[int, str, list[str]]:
    """Status and text of the answer, and what was written; all of it is taken back."""
    written: list[str] = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(WRITES) and not any(table in sql for table in OWN_TABLES):
            written.append(sql)
        return execute(sql, params, many, context)

    point, cookies = transaction.savepoint(), client.cookies.copy()
    try:
        with connection.execute_wrapper(watch):
            response = getattr(client, method)(path, data or {})
        return response.status_code, b"".join(response).decode(errors="replace"), written
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies


def shut_to(post: str) -> list[Address]:
    return [address for address in ADDRESSES if address.name not in EVERYBODY | posts()[post].views.keys()]


@pytest.mark.parametrize("post", POSTS)
def test_every_view_of_the_data_file_exists(post):
    assert posts()[post].views.keys() <= {address.name for address in ADDRESSES}


@pytest.mark.parametrize("post", POSTS)
def test_an_administrator_opens_every_view_of_his_post(there, administrators, post):
    for address in ADDRESSES:
        if address.name in posts()[post].views:
            status, _text, _written = ask(administrators[post], "get", first_path(address, there))
            # 405: a button, 404: there is no such background work, day of mourning or difference here.
            elsewhere = ("sites_jobs", "sites_registry_sites:state", "sites_delivery_")
            assert status == 200 or address.name.startswith(elsewhere), address


@pytest.mark.parametrize("post", POSTS)
def test_an_administrator_opens_no_other_view_of_the_office_and_changes_nothing_there(
    there, administrators, post
):
    breaches = []
    for address in shut_to(post):
        path = first_path(address, there)
        for method in ("get", "post"):
            data = PLAUSIBLE.get(address.name) if method == "post" else None
            status, _text, written = ask(administrators[post], method, path, data)
            if status not in SHUT or written:
                breaches.append(f"{method} {path}: {status} {written}")
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("other", POSTS)
def test_a_view_of_one_post_is_shut_to_the_others(there, administrators, post, other):
    shared = posts()[post].views.keys() & posts()[other].views.keys()
    if post == other:
        return
    for address in ADDRESSES:
        if address.name in posts()[other].views and address.name not in shared:
            status, _text, written = ask(administrators[post], "get", first_path(address, there))
            assert status in SHUT, address
            assert not written, address


@pytest.mark.parametrize("post", POSTS)
def test_nothing_an_administrator_opens_shows_a_draft(there, administrators, post):
    views = EVERYBODY | posts()[post].views.keys()
    for address in ADDRESSES:
        if address.name in views:
            for path, _all_own in office_urls.paths(address, (there.own, there.other)):
                _status, text, _written = ask(administrators[post], "get", path)
                assert [word for word in DRAFTS if word in text] == [], path


@pytest.mark.parametrize("post", POSTS)
def test_the_explorer_and_the_choosers_show_them_nothing(there, administrators, post):
    for name in (
        "wagtailadmin_explore_root",
        "wagtailadmin_choose_page",
        "wagtailimages:index",
        "wagtaildocs:index",
    ):
        status, text, _written = ask(administrators[post], "get", reverse(name))
        assert status == 302
        assert two_sites.OWN_WORD not in text


MENUS = {
    "system_admin": {
        "sites_registry_sites:index",
        "sites_registry_departments:index",
        "sites_delivery_grey:index",
        "sites_jobs:overview",
        "sites_delivery_differences:index",
        "wagtailusers_users:index",
    },
    "security_admin": {
        "sites_registry_sites:index",
        "sites_registry_rights:administrators",
        "sites_registry_rights:holders",
        "sites_editorial:signatories",
    },
    "audit_admin": {"sites_ledger:desk", "wagtailadmin_reports:site_history"},
}


@pytest.mark.parametrize("post", POSTS)
def test_the_menu_offers_exactly_what_opens(there, administrators, post):
    _status, text, _written = ask(administrators[post], "get", reverse("wagtailadmin_home"))
    offered = set(re.findall(r'"url": "(/admin/[^"#?]*)"', text))
    of_everybody = {reverse(name) for name in ("wagtailadmin_account", "wagtailadmin_logout")}
    assert offered - of_everybody == {reverse(name) for name in MENUS[post]}


@pytest.mark.parametrize("post", POSTS)
def test_a_dismissed_administrator_opens_nothing_any_more(there, post):
    user = make_administrator(post)
    client = two_sites.browser(user)
    Administrator.objects.filter(user=user).delete()
    for name in posts()[post].views:
        if name in {address.name for address in ADDRESSES if not address.arguments}:
            assert ask(client, "get", reverse(name))[0] in SHUT


def test_the_people_of_a_site_open_no_view_of_the_administrators(there):
    client = two_sites.browser(there.own.people["site_admin"])
    members = open_views().keys()
    for post in posts().values():
        for address in ADDRESSES:
            if address.name in post.views and address.name not in members:
                assert ask(client, "get", first_path(address, there))[0] in SHUT, address
