"""The pages that only a mirror has: an index in the place of the search, and pages that lead on or excuse."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Site

from sites.delivery import sitemap
from sites.delivery.traditional.markup import in_traditional
from sites.delivery.traditional.middleware import address_in_traditional, is_traditional
from sites.registry.languages import language_of

# Of one page of the index: some hundred kilobytes, which a browser searches at once.
ENTRIES_OF_A_PAGE = 2000
_LOADED_AT_ONCE = 500


@dataclass(frozen=True)
class IndexEntry:
    """A page in the index, with the column it stands in."""

    column: str
    title: str
    url: str
    date: datetime.datetime | None


def index(site: Site, request: Callable[[int], HttpRequest]) -> Iterator[str]:
    """The pages of the index: all that is published on `site`, by column, newest first.

    Args:
        request: the request for a page of it, by number; its address says in which language.
    """
    paginator = Paginator(_entries(site), ENTRIES_OF_A_PAGE)
    for number in paginator.page_range:
        asked = request(number)
        context = {"items": paginator.page(number)}
        with override(language_of(site)):
            text = render_to_string("sites_delivery/mirror_index.html", context, asked)
        yield in_traditional(text, address_in_traditional) if is_traditional(asked) else text


def moved(site: Site, target: str) -> str:
    """The page at an address that only leads on to `target`: no plain web server can redirect."""
    with override(language_of(site)):
        return render_to_string("sites_delivery/mirror_moved.html", {"target": target})


def unavailable(site: Site) -> str:
    """The page for whatever a mirror cannot do."""
    with override(language_of(site)):
        return get_template("503.html").render()


def _entries(site: Site) -> list[IndexEntry]:
    root = site.root_page
    titles = {root.path: root.title}
    found = []
    for page in sitemap.pages_of(site).specific().iterator(chunk_size=_LOADED_AT_ONCE):
        titles[page.path] = page.title
        if page.path != root.path:
            found.append(
                (page.path[: -page.steplen], -_moment(page), page.title, page.get_url(), _date(page))
            )
    found.sort(key=lambda each: each[:3])
    return [
        IndexEntry(titles.get(parent, ""), title, url or "", date) for parent, _age, title, url, date in found
    ]


def _date(page: Page) -> datetime.datetime | None:
    date: datetime.datetime | None = getattr(page, "display_date", None) or page.first_published_at
    return timezone.localtime(date) if date else None


def _moment(page: Page) -> float:
    date = _date(page)
    return date.timestamp() if date else 0.0
