"""From an address to a page, in two queries whatever the depth."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .models import GovPage
from .seen import shown_fields

MAX_SEGMENTS = 10
# What serving a page takes beside what the public sees of it.
OF_THE_TREE = (
    *("path", "depth", "numchild", "url_path", "content_type"),
    *("live", "live_revision", "first_published_at", "last_published_at"),
)


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
    home = site.root_page
    found = page_at(f"{home.url_path}{'/'.join(segments)}/") if segments else (home, [])
    if found is None or found[0].specific_class is None:
        return None
    page, rest = found
    try:
        return _specific(page, page.specific_class).route(request, rest)
    except Http404:
        return None


def page_at(url_path: str) -> tuple[Page, list[str]] | None:
    """The page at `url_path`, public or not, and what of the path is the page's own, such as its feed.

    One query; None when no page stands there.
    """
    known = Page.objects.order_by().only("url_path", "content_type", "live", "first_published_at")
    page = max(
        known.filter(url_path__in=prefixes(url_path)), key=lambda page: len(page.url_path), default=None
    )
    if page is None:
        return None
    rest = url_path[len(page.url_path) :].split("/")[:-1]
    model = page.specific_class
    if rest and not (model is not None and issubclass(model, GovPage) and model.knows(rest)):
        return None
    return page, rest


def prefixes(url_path: str) -> list[str]:
    """The paths of what stands above `url_path`, from the home page down, and itself."""
    segments = url_path.strip("/").split("/")
    return [f"/{'/'.join(segments[:count])}/" for count in range(1, len(segments) + 1)]


def _specific(page: Page, model: type[Page]) -> Page:
    """Load the page as what it is, with the relations its templates show, without what only editors see."""
    if not issubclass(model, GovPage):
        return model._default_manager.get(pk=page.pk)
    return model._default_manager.select_related(*model.served_with).only(*_served(model)).get(pk=page.pk)


def _served(model: type[GovPage]) -> list[str]:
    return [*OF_THE_TREE, *model.also_served, *(field.name for field in shown_fields(model))]
