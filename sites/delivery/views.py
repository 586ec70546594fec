"""Addresses that machines ask for: is it alive, what may be indexed, which pages are there."""

from __future__ import annotations

import logging
from math import ceil

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from sites.registry.addresses import public_root
from sites.registry.models import SiteState

from . import sitemap
from .copies.making import copied

logger = logging.getLogger(__name__)
OPEN_STATES = {SiteState.LIVE, SiteState.CLOSING}
_XML = "application/xml; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" while this process can ask the database, 503 otherwise. For load balancers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer")
        return HttpResponse("database unavailable\n", status=503, content_type=_TEXT)
    return HttpResponse("ok\n", content_type=_TEXT)


@require_safe
@copied
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit: all of an open site but its search, nothing of one not yet open."""
    site = _site(request)
    record = getattr(site, "record", None)
    if record is not None and record.state not in OPEN_STATES:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = [
            "User-agent: *",
            "Disallow: /search/",
            "Disallow: /leaving/",
            "Disallow: /documents/authenticate_with_password/",
            "",
            f"Sitemap: {public_root(site)}/sitemap.xml",
        ]
    return HttpResponse("\n".join(lines) + "\n", content_type=_TEXT)


@require_safe
@copied
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The sitemap of the site asked for, or the index of its parts."""
    site = _site(request)
    parts = ceil(sitemap.pages_of(site).count() / sitemap.MAX_ADDRESSES)
    content = sitemap.urlset(site) if parts <= 1 else sitemap.index(site, parts)
    return HttpResponse(content, content_type=_XML)


@require_safe
@copied
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    site = _site(request)
    parts = ceil(sitemap.pages_of(site).count() / sitemap.MAX_ADDRESSES)
    if not 1 <= number <= parts:
        raise Http404
    return HttpResponse(sitemap.urlset(site, number - 1), content_type=_XML)


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that do not read the page's own link ask here."""
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site
