"""The list of all published pages of one site, for search engines (sitemaps.org).

A sitemap names at most 50,000 addresses; a larger site gets an index of several.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from sites.registry.addresses import public_root

from .copies import tags

MAX_ADDRESSES = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages_of(site: Site) -> PageQuerySet:
    """Published pages of `site` that are pages to a reader, in an order that new pages do not change.

    A page type that only carries something for other pages says so with `in_sitemap = False`.
    """
    home = site.root_page
    tags.collect(tags.below(home.path))
    pages = Page.objects.live().filter(path__gte=home.path, path__lt=f"{home.path}~")
    return pages.exclude(content_type__in=_without_address()).order_by("pk")


def _without_address() -> list[int]:
    models = [model for model in get_page_models() if not getattr(model, "in_sitemap", True)]
    return [each.pk for each in ContentType.objects.get_for_models(*models).values()] if models else []


def urlset(site: Site, number: int = 0) -> str:
    """Return part `number` (from 0) of the sitemap, one query."""
    first = number * MAX_ADDRESSES
    # The database writes moments faster than Python reads them and writes them again.
    published = Cast("last_published_at", TextField())
    rows = pages_of(site).values_list("url_path", published)[first : first + MAX_ADDRESSES]
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(_entries(site, rows))}</urlset>\n'


def index(site: Site, parts: int) -> str:
    """Return the index of a sitemap in several parts."""
    root = escape(public_root(site))
    entries = "".join(
        f"<sitemap><loc>{root}/sitemap-{part}.xml</loc></sitemap>\n" for part in range(1, parts + 1)
    )
    return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{entries}</sitemapindex>\n'


def _entries(site: Site, rows: QuerySet) -> Iterator[str]:
    root = public_root(site)
    # The home page's own path ends where the addresses of its pages begin.
    start = len(site.root_page.url_path) - 1
    for url_path, published in rows.iterator():
        yield f"<url><loc>{escape(root + url_path[start:])}</loc>{_lastmod(published)}</url>\n"


def _lastmod(published: str | None) -> str:
    """Args: moment (UTC) as both databases write it: `2026-11-21 08:00:00.123456`."""
    return f"<lastmod>{published[:10]}T{published[11:19]}+00:00</lastmod>" if published else ""
