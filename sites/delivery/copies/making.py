"""Makes copies: `@copied` says which views may have one, the middleware keeps the finished answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.models import Site

from . import tags
from .address import Address
from .answers import django_response
from .files import Copy
from .origin import Origin, origin_of
from .store import Store, store

View = Callable[..., HttpResponse]
# In the environment of a request that is to be rendered anew; no header of a reader gets such a name.
MADE_ANEW = "yizhan.made_anew"


@dataclass
class Making:
    """A request that found no copy, and may make one.

    Attributes:
        until_kept: what is held until the copy is kept: the right to be the one who makes it.
        since: number of the last expiry before it was made.
        tags: what it was made from; None while no view has made anything.
        origin: the page that was served, if it was one.
    """

    store: Store
    address: Address
    until_kept: ExitStack
    since: int
    tags: set[str] | None = None
    origin: Origin | None = None


_making: ContextVar[Making | None] = ContextVar("the copy in the making", default=None)


def copied(view: View) -> View:
    """Let the answers of a view be copied: the same for everybody, and all of it collects its tags."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        making = _making.get()
        if making is None:
            return view(request, *args, **kwargs)
        making.until_kept.enter_context(making.store.making(making.address))
        made_meanwhile = making.store.find(making.address)
        if made_meanwhile is not None:
            return django_response(made_meanwhile, request)
        with tags.collecting() as found:
            response = view(request, *args, **kwargs)
            # Most of what a page shows is read when its template is.
            if hasattr(response, "render"):
                response.render()
            making.origin = origin_of(request)
        making.tags = found | _tags_of_site(request)
        return response

    return wrapped


def _tags_of_site(request: HttpRequest) -> set[str]:
    """Of every copy of a site: its addresses change with the columns above them."""
    site = Site.find_for_request(request)
    return {tags.FRAME_OF_ALL, tags.frame(site.root_page.path)} if site else set()


class CopiesMiddleware:
    """Answer from a copy where there is one, and keep what `@copied` views made. Stands before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        place = store()
        address = _address_of(request) if place is not None else None
        if place is None or address is None:
            return self.get_response(request)
        found = place.find(address)
        if found is not None:
            return django_response(found, request)
        if request.method != "GET" or not address.is_exact:
            return self.get_response(request)
        return self._make(request, place, address)

    def _make(self, request: HttpRequest, place: Store, address: Address) -> HttpResponseBase:
        # Before anything is read: the site is found before the view is asked.
        since = place.last_expiry()
        if since is None:
            return self.get_response(request)
        with ExitStack() as until_kept:
            making = Making(place, address, until_kept, since)
            token = _making.set(making)
            try:
                response = self.get_response(request)
            finally:
                _making.reset(token)
            if making.tags is None or not _is_for_everybody(request, response):
                return response
            response.setdefault("Cache-Control", "no-cache")
            body = getattr(response, "content", b"")
            copy = Copy.of(address.key, list(response.items()), body, making.origin)
            place.put(address, copy, making.tags, making.since)
        return django_response(copy, request)


def _address_of(request: HttpRequest) -> Address | None:
    """The address asked for; None when no copy may answer."""
    # A preview is made for one editor, at the address of the page that others read.
    if request.method not in {"GET", "HEAD"} or getattr(request, "is_dummy", False):
        return None
    if MADE_ANEW in request.META:
        return None
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return None
    host, query = request.META.get("HTTP_HOST", ""), request.META.get("QUERY_STRING", "")
    return Address.of(host, request.path_info, query)


def _is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer holds nothing of the one who asked."""
    limits = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cookie" not in response.get("Vary", "")
        and not any(word in limits for word in ("no-store", "private"))
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )
