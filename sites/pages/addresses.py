"""Addresses of pages on the site that shows them."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.http import RFC3986_SUBDELIMS
from wagtail.models import Site


def address_on(site: Site | None, url_path: str) -> str | None:
    """The address of a page on its own site, `/a/b/`, whatever the number of sites; None on any other.

    Written as Django's `reverse` would.
    """
    if site is None or not url_path.startswith(site.root_page.url_path):
        return None
    return quote(url_path[len(site.root_page.url_path) - 1 :], safe=f"{RFC3986_SUBDELIMS}/~:@")
