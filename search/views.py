"""The page with the results."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Site

from .finding import find
from .signals import searched

PAGE_SIZE = 20
# Nobody reads so far; a robot would.
MOST_PAGES = 50


def results(request: HttpRequest) -> HttpResponse:
    """Show what the current site has published with all words of `q`.

    Raises:
        Http404: the request names no site, or a page of results that does not exist.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    query = request.GET.get("q", "").strip()
    number = request.GET.get("page", "1")
    if not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Http404
    stop = int(number) * PAGE_SIZE
    found = find(site, query, stop - PAGE_SIZE, stop)
    paginator = Paginator(range(found.total), PAGE_SIZE)
    if int(number) > paginator.num_pages:
        raise Http404
    if found.words and number == "1":
        # What somebody above does with it must not keep the reader from his results.
        searched.send_robust(results, request=request, query=query, total=found.total)
    page = paginator.page(int(number))
    context = {
        "query": " ".join(found.words),
        "hits": found.hits,
        "items": page,
        "total": found.total,
        "trail": [{"title": _("Home"), "url": "/"}, {"title": _("Search")}],
    }
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
