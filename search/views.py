"""The page with the results, and suggestions while somebody types."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from .answers import answer_in
from .asking import MOST_PAGES, PAGE_SIZE, asked_by, number_of_page, with_only, with_value, without
from .facets import Facet
from .finding import Asked, Results, find
from .limits import limited
from .question import FACETS
from .scope import scope_of
from .signals import searched
from .similar import similar
from .suggestions import suggestions

LONGEST_TO_SUGGEST = 50


@limited("pages")
def results(request: HttpRequest) -> HttpResponse:
    """Show what is published with what `q` says, or what is like `like`.

    Raises:
        Http404: the request names no site, or a page of results that does not exist.
    """
    if "like" in request.GET:
        return _similar_to(request, request.GET["like"])
    asked, number = asked_by(request), number_of_page(request)
    found = find(asked, (number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    paginator = Paginator(range(min(found.total, MOST_PAGES * PAGE_SIZE)), PAGE_SIZE)
    if number > paginator.num_pages:
        raise Http404
    if asked.query and number == 1:
        # What somebody above does with it must not keep the reader from his results.
        total = max(found.total, len(found.best_bets))
        searched.send_robust(results, request=request, query=asked.query, total=total)
    response = render(request, "search/results.html", _context(request, asked, found, paginator.page(number)))
    response["X-Robots-Tag"] = "noindex"
    return response


def _similar_to(request: HttpRequest, named: str) -> HttpResponse:
    """Show what is like something that was published, named as `source.key`.

    Raises:
        Http404: the request names no site, or there is no such thing.
    """
    source, _point, key = named.partition(".")
    site = Site.find_for_request(request)
    found = similar(site, scope_of(site).sites, source, key) if site else None
    if found is None:
        raise Http404
    trail = [{"title": _("Home"), "url": "/"}, {"title": _("Similar content")}]
    response = render(request, "search/similar.html", {"hits": found, "trail": trail})
    response["X-Robots-Tag"] = "noindex"
    return response


@limited("suggestions")
def suggest(request: HttpRequest) -> JsonResponse:
    """What somebody who typed `q` may be about to type, as a list of texts."""
    asked = asked_by(request)
    typed = request.GET.get("q", "")
    found = suggestions(typed, asked.sites) if len(typed) <= LONGEST_TO_SUGGEST else []
    return JsonResponse(found, safe=False, headers={"X-Robots-Tag": "noindex"})


def _context(request: HttpRequest, asked: Asked, found: Results, page: Any) -> dict[str, Any]:
    given = request.GET
    answer = answer_in(found, asked) if page.number == 1 and not asked.chosen else None
    return {
        "query": asked.query,
        "asked": asked,
        "found": found,
        # What is answered is not repeated.
        "hits": [hit for hit in found.hits if not answer or hit.key != answer.hit.key],
        "items": page,
        "answer": answer,
        "choices": _choices(given, asked),
        "facets": [_facet(given, facet) for facet in found.facets],
        "all_url": without(given, *FACETS),
        "everywhere_url": with_only(given, "scope", "all") if _can_be_widened(asked) else "",
        "result_feed": f"{reverse('search_feed')}{without(given, 'sort')}",
        "trail": [{"title": _("Home"), "url": "/"}, {"title": _("Search")}],
    }


def _can_be_widened(asked: Asked) -> bool:
    return len(scope_of(asked.site).sites) > len(asked.sites)


def _choices(given: QueryDict, asked: Asked) -> list[dict[str, Any]]:
    """How to search: where, in what, in which order."""
    everywhere = asked.sites != (asked.site.pk,)
    where = (
        _("Where"),
        "scope",
        [("all", _("all sites"), everywhere), ("site", asked.site.site_name, not everywhere)],
    )
    parts = (
        _("In"),
        "in",
        [("text", _("the whole text"), not asked.only_titles), ("title", _("titles"), asked.only_titles)],
    )
    newest = asked.order == "newest"
    order = (
        _("Order"),
        "sort",
        [("best", _("best first"), not newest), ("newest", _("newest first"), newest)],
    )
    shown = [where, parts, order] if len(scope_of(asked.site).sites) > 1 else [parts, order]
    return [
        {
            "title": title,
            "options": [
                {"title": label, "url": with_only(given, name, value), "is_current": is_current}
                for value, label, is_current in values
            ],
        }
        for title, name, values in shown
    ]


def _facet(given: QueryDict, facet: Facet) -> dict[str, Any]:
    return {
        "title": facet.label,
        "options": [
            {
                "title": value.label,
                "url": with_value(given, facet.name, value.value),
                "count": value.count,
                "is_current": value.is_chosen,
            }
            for value in facet.values
        ],
    }
