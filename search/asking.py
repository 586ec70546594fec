"""What a request asks of the search: the same for pages, feeds and the interface for programs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, QueryDict
from wagtail.models import Site

from .finding import Asked
from .question import FACETS, Order
from .scope import scope_of

PAGE_SIZE = 20
# Nobody reads so far; a robot would.
MOST_PAGES = 50
# So many values of one facet.
MOST_CHOSEN = 10
_LONGEST_VALUE = 100


def asked_by(request: HttpRequest, order: Order | None = None) -> Asked:
    """What a request asks with `q`, `scope`, `in`, `sort` (unless an order is given) and the names of facets.

    Raises:
        Http404: the request names no site.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    given, scope = request.GET, scope_of(site)
    everywhere = given.get("scope", "all" if scope.begins_everywhere else "site") == "all"
    return Asked(
        site=site,
        query=given.get("q", "").strip(),
        sites=scope.sites if everywhere else (site.pk,),
        chosen=_chosen(given),
        order=order or ("newest" if given.get("sort") == "newest" else "best"),
        only_titles=given.get("in") == "title",
    )


def number_of_page(request: HttpRequest) -> int:
    """Which page of results is asked for.

    Raises:
        Http404: there is no such page.
    """
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= MOST_PAGES):
        raise Http404
    return int(number)


def with_value(given: QueryDict, name: str, value: str) -> str:
    """The same question narrowed to a value of a facet, or no longer narrowed to it; from its first page."""
    changed = given.copy()
    changed.pop("page", None)
    values = changed.getlist(name)
    changed.setlist(name, [each for each in values if each != value] if value in values else [*values, value])
    return f"?{changed.urlencode()}"


def without(given: QueryDict, *names: str) -> str:
    """The same question without these, from its first page."""
    changed = given.copy()
    for name in ("page", *names):
        changed.pop(name, None)
    return f"?{changed.urlencode()}"


def with_only(given: QueryDict, name: str, value: str) -> str:
    """The same question with this one value of `name`, from its first page."""
    changed = given.copy()
    changed.pop("page", None)
    changed[name] = value
    return f"?{changed.urlencode()}"


def _chosen(given: QueryDict) -> dict[str, tuple[str, ...]]:
    chosen = {
        name: tuple(dict.fromkeys(value for value in given.getlist(name) if 0 < len(value) <= _LONGEST_VALUE))
        for name in FACETS
    }
    return {name: values[:MOST_CHOSEN] for name, values in chosen.items() if values}
