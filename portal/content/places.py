"""Where this room names pages in public: columns and their feeds, home pages, the two site maps."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from wagtail.models import Page

from sites.editorial.public_places import names_pages
from sites.pages.models import GovPage
from sites.registry.addresses import public_root

from .models import Column


@names_pages
def lists(page: GovPage) -> Iterator[str]:
    """The public pages above `page`, the feeds of the columns among them, and the site maps of its site."""
    for above in Page.objects.ancestor_of(page).live().filter(depth__gt=1).specific():
        yield above.full_url
        if isinstance(above, Column):
            yield f"{above.full_url}feed/"
    site = page.get_site()
    if site is not None:
        yield public_root(site) + reverse("site_map")
        yield public_root(site) + "/sitemap.xml"
