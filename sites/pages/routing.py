"""From an address to a page, in two queries whatever the depth."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .models import GovPage

MAX_SEGMENTS = 10


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path` of the site the request asks for.

    Raises:
        Http404: there is no published page.
    """
    # Wagtail's own view finds the route here and does the rest: hooks, HEAD, preview, response.
    request._wagtail_route_for_request = find_route(request, path)
    return wagtail_serve(request, path)


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    site = Site.find_for_request(request)
    segments = [segment for segment in path.split("/") if segment]
    if site is None or len(segments) > MAX_SEGMENTS:
        return None
    url_paths = [site.root_page.url_path]
    for segment in segments:
        url_paths.append(f"{url_paths[-1]}{segment}/")
    page = _deepest_page(url_paths) if segments else site.root_page
    # What is left of the path may still be the page's own, such as its feed.
    rest = segments[url_paths.index(page.url_path) :]
    model = page.specific_class
    if model is None or (rest and not (issubclass(model, GovPage) and model.knows(rest))):
        return None
    try:
        return _specific(page, model).route(request, rest)
    except Http404:
        return None


def _deepest_page(url_paths: list[str]) -> Page:
    found = {page.url_path: page for page in Page.objects.filter(url_path__in=url_paths)}
    return next(found[url_path] for url_path in reversed(url_paths) if url_path in found)


def _specific(page: Page, model: type[Page]) -> Page:
    """Load the page as what it is, with the relations its templates show."""
    return model._default_manager.select_related(*getattr(model, "served_with", ())).get(pk=page.pk)
