"""Finds the site of a request without asking the database each time."""

from __future__ import annotations

from wagtail.models import Site

from sites.registry.hosts import RegisteredHostMiddleware, site_of_host

from .copies import tags
from .copies.remembered import Remembered

_sites: Remembered[Site] = Remembered()


class RememberedHostMiddleware(RegisteredHostMiddleware):
    """As its base, which asks for each request."""

    def find_site(self, hostname: str) -> Site | None:
        return _sites.get(hostname, lambda: site_of_host(hostname), _tags_of)


def _tags_of(site: Site) -> list[str]:
    # The site in the other language may be any other.
    return [tags.frame(site.root_page.path), f"page:{site.root_page_id}", tags.FRAME_OF_ALL]
