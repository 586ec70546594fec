"""Which office views a member of a site, or one of the three administrators, may open, and with what.

Wagtail's office was made for one organisation: some of its views show pages, people and sites of all to
everybody who may sign in. So every view is shut unless the data file lists it, and an open one only takes
what belongs to a site of the user. The three administrators have views of their own (posts.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers
from wagtail.admin.auth import permission_denied

from .admin_scope import AdminScope, scope_of, scope_of_request
from .admin_views import answers
from .office_views import OfficeView, read_groups

VIEWS_FILE = Path(__file__).parent / "data" / "office-views-2026-11.toml"


@cache
def open_views() -> dict[str, OfficeView]:
    """The views of the data file by name; rooms above add theirs with `open_to_members`."""
    return read_groups(tomllib.loads(VIEWS_FILE.read_text(encoding="utf-8"))["group"])


def open_to_members(name: str, reason: str, **arguments: str) -> None:
    """Open the office view `name` ("namespace:name") to people of a site.

    Every argument in its address is given with the kind of thing it names (`AdminScope.holds`); a view that
    takes other keys must itself look whether they belong to a site of the user.
    """
    open_views()[name] = OfficeView(reason, arguments)


def views_of(scope: AdminScope) -> dict[str, OfficeView]:
    """The views open to somebody with limits: those of his post, or those of people of a site."""
    if scope.post is None:
        return open_views()
    shared = {name: view for name, view in open_views().items() if view.everybody}
    return {**shared, **scope.post.views}


def may_open(request: HttpRequest, url: str) -> bool:
    """Whether the user of `request` may open the office view at `url`, as far as its name says."""
    scope = scope_of_request(request)
    if scope.unlimited:
        return True
    try:
        return resolve(url.partition("?")[0]).view_name in views_of(scope)
    except Resolver404:
        return False


class AdminAccessMiddleware:
    """Shut what is not open. People who may not enter the office at all are left to Wagtail's sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.OFFICE_ENABLED:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        user = request.user
        if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return None
        scope = scope_of(user)
        if scope.unlimited:
            return None
        name = request.resolver_match.view_name
        office_view = views_of(scope).get(name)
        if office_view is None or not office_view.admits(scope, request, args, kwargs):
            return refuse(request)
        answer = answers.get(name)
        return answer(scope, request, view, kwargs) if answer else None


def refuse(request: HttpRequest) -> HttpResponse:
    """Wagtail's own refusal: back to the dashboard with a sentence, or 403 for scripts."""
    response = permission_denied(request)
    add_never_cache_headers(response)
    return response
