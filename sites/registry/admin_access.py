"""Which office views a member of a site may open, and with what.

Wagtail's office was made for one organisation: some of its views show pages, people and sites of all to
everybody who may sign in. So every view is shut unless the data file lists it, and an open one only takes
what belongs to a site of the user.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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

VIEWS_FILE = Path(__file__).parent / "data" / "office-views-2026-11.toml"


@dataclass(frozen=True)
class OfficeView:
    """A view open to people of a site: the kinds of thing its arguments and parameters name."""

    reason: str
    arguments: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)

    def admits(self, scope: AdminScope, request: HttpRequest, args: tuple, kwargs: dict[str, Any]) -> bool:
        """Whether all this request names belongs to the sites of the user."""
        named = [(str(position), value) for position, value in enumerate(args)] + list(kwargs.items())
        if any(name not in self.arguments for name, _value in named):
            return False
        return all(scope.holds(self.arguments[name], value) for name, value in named) and all(
            scope.holds(kind, value) for kind, value in self._given(request)
        )

    def _given(self, request: HttpRequest) -> Iterator[tuple[str, str]]:
        for name, kind in self.parameters.items():
            for value in [*request.GET.getlist(name), *request.POST.getlist(name)]:
                if value:
                    yield kind, value


@cache
def open_views() -> dict[str, OfficeView]:
    """The views of the data file by name; rooms above add theirs with `open_to_members`."""
    data = tomllib.loads(VIEWS_FILE.read_text())
    return {
        name: OfficeView(group["reason"], group.get("arguments", {}), group.get("parameters", {}))
        for group in data["group"]
        for name in group["views"]
    }


def open_to_members(name: str, reason: str, **arguments: str) -> None:
    """Open the office view `name` ("namespace:name") to people of a site.

    Every argument in its address is given with the kind of thing it names (`AdminScope.holds`); a view that
    takes other keys must itself look whether they belong to a site of the user.
    """
    open_views()[name] = OfficeView(reason, arguments)


def may_open(request: HttpRequest, url: str) -> bool:
    """Whether the user of `request` may open the office view at `url`, as far as its name says."""
    if scope_of_request(request).unlimited:
        return True
    try:
        return resolve(url.partition("?")[0]).view_name in open_views()
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
        office_view = open_views().get(name)
        if office_view is None or not office_view.admits(scope, request, args, kwargs):
            return refuse(request)
        answer = answers.get(name)
        return answer(scope, request, view, kwargs) if answer else None


def refuse(request: HttpRequest) -> HttpResponse:
    """Wagtail's own refusal: back to the dashboard with a sentence, or 403 for scripts."""
    response = permission_denied(request)
    add_never_cache_headers(response)
    return response
