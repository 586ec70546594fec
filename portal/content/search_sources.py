"""What this room lets readers find: its published pages, and the files that these offer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from wagtail.models import Page, Site

from search.documents import Document
from search.limits import counts
from search.scope import Scope, decides_scope
from search.sources import Source, excluded, register, searchable
from search.title_checks import Titled
from search.vocabulary import brings_names
from sites.pages.addresses import address_on
from sites.pages.models import GovPage
from sites.pages.texts import places
from sites.protection.rates import is_within
from sites.registry.languages import language_of
from sites.registry.models import Department, SiteKind, SiteRecord

from .columns import column_kinds
from .findable import FOUND, date_of, found_pages, home_of, names_of_departments, open_sites, seen_from
from .models import (
    Alert,
    Article,
    Column,
    ColumnItem,
    CountyHome,
    DepartmentHome,
    Institution,
    PortalHome,
)
from .search_files import Files

searchable(*FOUND)
excluded(Alert, "An alert is on every page while it matters, and misleads afterwards.")
excluded(ColumnItem, "Found as an article or a link.")
for home in (CountyHome, DepartmentHome, PortalHome):
    excluded(home, "The reader of a result is already on the site.")


@counts
def is_within_limit(what: str, request: HttpRequest, limit: int, seconds: int) -> bool:
    """Count that a reader searches."""
    return is_within(what, request, limit, seconds)


@brings_names
def names() -> Iterable[str]:
    """The names of departments, among them governments, whose short names are places."""
    return (name for both in Department.objects.values_list("name", "short_name") for name in both)


@decides_scope
def scope(site: Site) -> Scope:
    """All open sites in the same language; readers of the portal begin with all of them."""
    record = getattr(site, "record", None)
    same = SiteRecord.objects.open().filter(language=language_of(site))
    everywhere = record is not None and record.kind == SiteKind.PORTAL
    return Scope(tuple(same.order_by("site").values_list("site", flat=True)), everywhere)


class Pages(Source):
    """Published pages of all open sites; keys are those of the pages."""

    name = "pages"
    kinds = {model._meta.model_name: model._meta.verbose_name for model in FOUND}

    def keys(self) -> Iterator[str]:
        return map(str, found_pages().order_by("pk").values_list("pk", flat=True))

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        sites = open_sites()
        pages = list(found_pages().filter(pk__in=[int(key) for key in keys]).specific())
        subjects, departments = _subjects(pages), names_of_departments(pages)
        for page in pages:
            yield Document(
                site=sites[home_of(page.path)].pk,
                department=departments.get(page.department_id, ""),
                subject=subjects.get(page.path[: -page.steplen], ""),
                **_contents(page),
            )

    def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
        sites = open_sites()
        rows = found_pages().filter(pk__in=[int(key) for key in keys]).values_list("pk", "path", "url_path")
        return {str(key): _address(url_path, sites[home_of(path)], site) for key, path, url_path in rows}

    def facts(self, key: str) -> list[tuple[str, str]]:
        page = Page.objects.live().filter(pk=int(key)).first()
        return _facts(page.specific) if page else []


def _address(url_path: str, own: Site, here: Site) -> str:
    return seen_from(here, own, address_on(own, url_path) or "")


def _subjects(pages: Iterable[GovPage]) -> dict[str, str]:
    """The kinds of the columns right above these pages, by the paths of the columns."""
    above = {page.path[: -page.steplen] for page in pages if isinstance(page, ColumnItem)}
    columns = Column.objects.filter(path__in=above).values_list("path", "kind")
    return {path: column_kinds()[kind].name for path, kind in columns if kind in column_kinds()}


def _contents(page: GovPage) -> dict[str, Any]:
    """What a page itself says of its document."""
    texts = [place.text for place in places(page) if place.path not in {"title", "summary"}]
    return {
        "key": str(page.pk),
        "kind": page._meta.model_name,
        "title": page.title,
        "summary": page.summary,
        "body": "\n".join(texts),
        "date": date_of(page),
        "numbers": _numbers(page),
        "weight": FOUND[type(page)],
    }


def _facts(page: GovPage) -> list[tuple[str, str]]:
    """What a reader most often opens an institution or an official document for."""
    if isinstance(page, Institution):
        fields: tuple[str, ...] = ("phone", "address", "office_hours")
    elif isinstance(page, Article) and page.document_number:
        fields = ("document_number", "issuer", "signed_on", "effective_on")
    else:
        return []
    found = ((capfirst(page._meta.get_field(field).verbose_name), getattr(page, field)) for field in fields)
    return [
        (label, date_format(value, "DATE_FORMAT") if isinstance(value, datetime.date) else value)
        for label, value in found
        if value
    ]


def _numbers(page: GovPage) -> tuple[str, ...]:
    own = (getattr(page, field, "") for field in ("document_number", "phone"))
    return tuple(number for number in own if number)


def sample(site: Site, number: int) -> list[Titled]:
    """So many of the published pages of an open site, taken at random."""
    pages = found_pages().filter(path__startswith=site.root_page.path).order_by("?")[:number]
    return [Titled(Pages.name, str(key), title) for key, title in pages.values_list("pk", "title")]


register(Pages())
register(Files())
