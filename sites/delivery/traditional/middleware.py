"""Answers below `/zh-hant/`: what the same view answers without it, in traditional Chinese."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from sites.registry.models import SiteLanguage

from ..languages import language_of_request
from .convert import to_simplified
from .markup import in_traditional

PREFIX = "/zh-hant"
SEARCHED_FOR = "q"
# No page has a longer one, and what is remembered must not grow with what is asked.
LONGEST_PATH = 300


def is_traditional(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"{PREFIX}/")


def has_traditional(request: HttpRequest) -> bool:
    """Whether the pages of the site that is asked are there in traditional Chinese: those in Chinese are."""
    return language_of_request(request) == SiteLanguage.CHINESE


def path_in_simplified(path: str) -> str:
    """The address of the page from which the one at `path` is made; `path` itself, if it is that one."""
    # One slash: two would lead to another host.
    return f"/{path.removeprefix(PREFIX).lstrip('/')}" if path.startswith(f"{PREFIX}/") else path


class TraditionalMiddleware:
    """Stands right behind the copies, so that a page is converted once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_traditional(request):
            return self.get_response(request)
        # Pages are searched as they are written.
        request.GET = _in_simplified(request.GET)  # type: ignore[assignment]
        response = self.get_response(request)
        if not has_traditional(request):
            return response
        if "Location" in response:
            response["Location"] = address_in_traditional(response["Location"])
        if not isinstance(response, HttpResponse) or not response.content:
            return response
        if not response.get("Content-Type", "").startswith("text/html"):
            # Feeds and files are the same for all.
            is_found = response.status_code == 200
            return HttpResponseRedirect(path_in_simplified(request.get_full_path())) if is_found else response
        response.content = in_traditional(response.content.decode(), address_in_traditional).encode()
        response["Content-Length"] = str(len(response.content))
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if is_traditional(request) and not has_traditional(request):
            raise Http404


def address_in_traditional(address: str) -> str:
    """Where a link leads from a page in traditional Chinese: to the same page in that language, if it can."""
    parts = urlsplit(address)
    leads_here = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not leads_here or parts.path.startswith(f"{PREFIX}/") or len(parts.path) > LONGEST_PATH:
        return address
    if not _has_traditional(parts.path):
        return address
    return f"{PREFIX}{address}"


@lru_cache(maxsize=4096)
def _has_traditional(path: str) -> bool:
    if path.endswith("/feed/"):
        return False
    try:
        resolve(f"{PREFIX}{path}")
    except Resolver404:
        return False
    return True


def _in_simplified(asked: QueryDict) -> QueryDict:
    if SEARCHED_FOR not in asked:
        return asked
    changed = asked.copy()
    changed[SEARCHED_FOR] = to_simplified(str(asked[SEARCHED_FOR]))
    return changed
