"""What this room lets readers find: its published pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from search.documents import Document
from search.sources import Source, excluded, register, searchable
from sites.pages.addresses import address_on
from sites.pages.models import GovPage
from sites.pages.texts import places

from .models import (
    Alert,
    Article,
    Column,
    ColumnItem,
    CountyHome,
    DepartmentHome,
    Institution,
    Leader,
    LinkItem,
    PlainPage,
    PortalHome,
    Topic,
)

FOUND = (Article, Column, Institution, Leader, LinkItem, PlainPage, Topic)
searchable(*FOUND)
excluded(Alert, "An alert is on every page while it matters, and misleads afterwards.")
excluded(ColumnItem, "Found as an article or a link.")
for home in (CountyHome, DepartmentHome, PortalHome):
    excluded(home, "The reader of a result is already on the site.")


class Pages(Source):
    """Published pages of all sites; keys are those of the pages."""

    name = "pages"

    def keys(self) -> Iterator[str]:
        return map(str, _found().order_by("pk").values_list("pk", flat=True))

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        for page in _found().filter(pk__in=[int(key) for key in keys]).specific():
            site = page.get_site()
            if site is not None:
                yield _document(page, site)

    def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
        rows = _found().filter(pk__in=[int(key) for key in keys]).values_list("pk", "url_path")
        found = ((str(key), address_on(site, url_path)) for key, url_path in rows)
        return {key: address for key, address in found if address}


def _found() -> PageQuerySet:
    types = ContentType.objects.get_for_models(*FOUND)
    return Page.objects.live().filter(content_type__in=types.values())


def _document(page: GovPage, site: Site) -> Document:
    texts = [place.text for place in places(page) if place.path not in {"title", "summary"}]
    return Document(
        key=str(page.pk),
        site=site.pk,
        kind=page._meta.model_name,
        title=page.title,
        summary=page.summary,
        body="\n".join(texts),
        date=page.display_date if isinstance(page, ColumnItem) else page.first_published_at,
    )


register(Pages())
