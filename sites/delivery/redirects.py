"""Leads readers from an old address to the new one, where nothing answers at the old one any more."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from sites.pages.routing import MAX_SEGMENTS, prefixes

from . import moves
from .models import Move
from .traditional.middleware import path_in_simplified


class OldAddressMiddleware(RedirectMiddleware):
    """What was entered by hand (Wagtail's redirects) counts first, then where pages went by themselves.

    An address that never was anything costs one query.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        site = Site.find_for_request(request)
        if site is None or "\0" in request.path_info:
            return response
        path = path_in_simplified(request.path_info)
        segments = [segment for segment in path.split("/") if segment]
        if len(segments) > MAX_SEGMENTS:
            return response
        url_path = "".join(f"{segment}/" for segment in [site.root_page.url_path[:-1], *segments])
        if not _was_something(request, url_path):
            return response
        answer = super().process_response(request, response)
        return answer if answer is not response else _to_where_it_is(request, url_path) or response


def _was_something(request: HttpRequest, url_path: str) -> bool:
    full = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    paths = {full, urlsplit(full).path}
    by_hand = Redirect.objects.filter(old_path__in=paths | {uri_to_iri(path) for path in paths})
    moved = Move.objects.filter(old__in=prefixes(url_path))
    return moved.values_list("old").union(by_hand.values_list("old_path")).exists()


def _to_where_it_is(request: HttpRequest, url_path: str) -> HttpResponse | None:
    found = moves.find(url_path)
    if found is None:
        return None
    page, rest = found
    address = page.get_url(request)
    if address is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    target = address + "".join(f"{part}/" for part in rest) + (f"?{query}" if query else "")
    response = HttpResponsePermanentRedirect(target)
    # Another page may take the old address, and this one may move on: a browser asks again.
    response["Cache-Control"] = "no-cache"
    return response
