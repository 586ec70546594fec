"""What this room lets readers find: its published pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Substr
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from search.documents import Document
from search.scope import Scope, decides_scope
from search.sources import Source, excluded, register, searchable
from search.title_checks import Titled
from sites.pages.addresses import address_on
from sites.pages.models import GovPage
from sites.pages.texts import places
from sites.registry.addresses import public_root_of_host
from sites.registry.languages import language_of
from sites.registry.models import Department, SiteKind, SiteRecord

from .columns import column_kinds
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

# Each with how much it counts among equals: a column leads to all that is in it.
FOUND = {
    Article: 1.0, Column: 1.15, Institution: 1.15, Leader: 1.1, LinkItem: 1.0, PlainPage: 1.05, Topic: 1.1,
}  # fmt: skip
_HOME_LENGTH = 2 * Page.steplen
searchable(*FOUND)
excluded(Alert, "An alert is on every page while it matters, and misleads afterwards.")
excluded(ColumnItem, "Found as an article or a link.")
for home in (CountyHome, DepartmentHome, PortalHome):
    excluded(home, "The reader of a result is already on the site.")


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
        return map(str, _found().order_by("pk").values_list("pk", flat=True))

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        sites = _sites()
        pages = list(_found().filter(pk__in=[int(key) for key in keys]).specific())
        subjects, departments = _subjects(pages), _departments(pages)
        for page in pages:
            yield Document(
                site=sites[_home(page.path)].pk,
                department=departments.get(page.department_id, ""),
                subject=subjects.get(page.path[: -page.steplen], ""),
                **_contents(page),
            )

    def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
        sites = _sites()
        rows = _found().filter(pk__in=[int(key) for key in keys]).values_list("pk", "path", "url_path")
        return {str(key): _address(url_path, sites[_home(path)], site) for key, path, url_path in rows}


def _found() -> PageQuerySet:
    types = ContentType.objects.get_for_models(*FOUND)
    homes = SiteRecord.objects.open().values("site__root_page__path")
    pages = Page.objects.live().filter(content_type__in=types.values())
    return pages.annotate(home=Substr("path", 1, _HOME_LENGTH)).filter(home__in=homes)


def _sites() -> dict[str, Site]:
    """The open sites by the paths of their home pages."""
    sites = Site.objects.filter(record__in=SiteRecord.objects.open()).select_related("root_page")
    return {site.root_page.path: site for site in sites}


def _home(path: str) -> str:
    return path[:_HOME_LENGTH]


def _address(url_path: str, own: Site, here: Site) -> str:
    path = address_on(own, url_path) or ""
    return path if own.pk == here.pk else f"{public_root_of_host(own.hostname)}{path}"


def _subjects(pages: Iterable[GovPage]) -> dict[str, str]:
    """The kinds of the columns right above these pages, by the paths of the columns."""
    above = {page.path[: -page.steplen] for page in pages if isinstance(page, ColumnItem)}
    columns = Column.objects.filter(path__in=above).values_list("path", "kind")
    return {path: column_kinds()[kind].name for path, kind in columns if kind in column_kinds()}


def _departments(pages: Iterable[GovPage]) -> dict[int | None, str]:
    keys = {page.department_id for page in pages}
    return dict(Department.objects.filter(pk__in=keys).values_list("pk", "name"))


def _contents(page: GovPage) -> dict[str, Any]:
    """What a page itself says of its document."""
    texts = [place.text for place in places(page) if place.path not in {"title", "summary"}]
    return {
        "key": str(page.pk),
        "kind": page._meta.model_name,
        "title": page.title,
        "summary": page.summary,
        "body": "\n".join(texts),
        "date": page.display_date if isinstance(page, ColumnItem) else page.first_published_at,
        "numbers": _numbers(page),
        "weight": FOUND[type(page)],
    }


def _numbers(page: GovPage) -> tuple[str, ...]:
    own = (getattr(page, field, "") for field in ("document_number", "phone"))
    return tuple(number for number in own if number)


def sample(site: Site, number: int) -> list[Titled]:
    """So many of the published pages of an open site, taken at random."""
    pages = _found().filter(path__startswith=site.root_page.path).order_by("?")[:number]
    return [Titled(Pages.name, str(key), title) for key, title in pages.values_list("pk", "title")]


register(Pages())
