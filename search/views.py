"""The page with the results."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Site

from . import sources, text
from .signals import searched

PAGE_SIZE = 20
MAX_HITS = 200


def results(request: HttpRequest) -> HttpResponse:
    """Show what the current site has published under the words of `q`.

    Raises:
        Http404: the request names no site, or a page of results that does not exist.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    query = request.GET.get("q", "").strip()
    words = text.words(query)
    hits = sources.find(site, words, MAX_HITS) if words else []
    paginator = Paginator(hits, PAGE_SIZE)
    number = request.GET.get("page", "1")
    if not number.isdecimal() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    if words and number == "1":
        # What somebody above does with it must not keep the reader from his results.
        searched.send_robust(results, request=request, query=query, total=len(hits))
    context = {
        "query": " ".join(words),
        "items": paginator.page(int(number)),
        "total": len(hits),
        "is_capped": len(hits) == MAX_HITS,
        "trail": [{"title": _("Home"), "url": "/"}, {"title": _("Search")}],
    }
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
