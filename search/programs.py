"""Results for programs: a feed of what is new for a question, and JSON (described in data/openapi-1.json)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from .asking import PAGE_SIZE, asked_by, number_of_page
from .finding import Hit, find
from .highlight import Piece
from .limits import limited

DESCRIPTION = Path(__file__).parent / "data" / "openapi-1.json"


@limited("feeds")
def feed(request: HttpRequest) -> HttpResponse:
    """The newest results of a question as Atom. Raises Http404: the request names no site."""
    asked = asked_by(request, order="newest")
    found = find(asked, 0, PAGE_SIZE)
    address = request.build_absolute_uri(f"{reverse('search')}?{request.GET.urlencode()}")
    atom = Atom1Feed(
        title=_("Search: %(query)s") % {"query": found.typed.shown},
        link=address,
        description=None,
        feed_url=request.build_absolute_uri(),
        author_name=asked.site.site_name,
    )
    for hit in found.hits:
        url = request.build_absolute_uri(hit.url)
        atom.add_item(_plain(hit.title), url, _plain(hit.summary), pubdate=hit.date, updateddate=hit.date)
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    atom.write(response, "utf-8")
    return response


@limited("programs")
def answer(request: HttpRequest) -> JsonResponse:
    """Results as JSON. Raises Http404: the request names no site, or a page that does not exist."""
    asked, number = asked_by(request), number_of_page(request)
    found = find(asked, (number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    return JsonResponse(
        {
            "query": found.typed.shown,
            "corrected_to": found.corrected_to,
            "has_all_words": found.has_all_words,
            "total": found.total,
            "page": number,
            "page_size": PAGE_SIZE,
            "results": [_described(request, hit) for hit in found.hits],
            "facets": {
                facet.name: [
                    {"value": each.value, "label": each.label, "count": each.count} for each in facet.values
                ]
                for facet in found.facets
            },
        },
        json_dumps_params={"ensure_ascii": False},
    )


def description(request: HttpRequest) -> JsonResponse:
    """What `answer` takes and gives, as OpenAPI 3.1."""
    servers = [{"url": request.build_absolute_uri("/")}]
    return JsonResponse({**_description(), "servers": servers}, json_dumps_params={"ensure_ascii": False})


@cache
def _description() -> dict[str, Any]:
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


def _described(request: HttpRequest, hit: Hit) -> dict[str, Any]:
    return {
        "title": _plain(hit.title),
        "url": request.build_absolute_uri(hit.url),
        "summary": _plain(hit.summary),
        "date": hit.date,
        "kind": hit.kind,
        "department": hit.department,
        "site": hit.site,
        "validity": hit.validity,
    }


def _plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
