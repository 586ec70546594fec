"""Which pages of this room readers find, and where those are: what both sources of the search ask."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Substr
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from sites.pages.models import GovPage
from sites.registry.addresses import public_root_of_host
from sites.registry.models import Department, SiteRecord

from .models import Article, Column, ColumnItem, Institution, Leader, LinkItem, PlainPage, Topic

# Each with how much it counts among equals: a column leads to all that is in it.
FOUND = {
    Article: 1.0, Column: 1.15, Institution: 1.15, Leader: 1.1, LinkItem: 1.0, PlainPage: 1.05, Topic: 1.1,
}  # fmt: skip
_HOME_LENGTH = 2 * Page.steplen


def found_pages() -> PageQuerySet:
    """The published pages of all open sites that can be found."""
    types = ContentType.objects.get_for_models(*FOUND)
    homes = SiteRecord.objects.open().values("site__root_page__path")
    pages = Page.objects.live().filter(content_type__in=types.values())
    return pages.annotate(home=Substr("path", 1, _HOME_LENGTH)).filter(home__in=homes)


def open_sites() -> dict[str, Site]:
    """The open sites by the paths of their home pages."""
    sites = Site.objects.filter(record__in=SiteRecord.objects.open()).select_related("root_page")
    return {site.root_page.path: site for site in sites}


def home_of(path: str) -> str:
    """Path of the home page of the site on which a page with this path is."""
    return path[:_HOME_LENGTH]


def seen_from(here: Site, own: Site, path: str) -> str:
    """The address of `path` of a site for readers of another, or the same."""
    return path if own.pk == here.pk else f"{public_root_of_host(own.hostname)}{path}"


def names_of_departments(pages: Iterable[GovPage]) -> dict[int | None, str]:
    """The names of those that answer for these pages, by their keys."""
    keys = {page.department_id for page in pages}
    return dict(Department.objects.filter(pk__in=keys).values_list("pk", "name"))


def date_of(page: GovPage) -> datetime.datetime | None:
    """Of when a page is for those who find it."""
    return page.display_date if isinstance(page, ColumnItem) else page.first_published_at
