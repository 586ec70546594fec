"""The files that published pages offer, as the search finds them: an entry for each page with the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.query import PageQuerySet

from search import entries
from search.documents import Document
from search.sources import Source
from sites.media.models import SiteDocument
from sites.media.texts import text_of
from sites.media.visibility import offers, pages_with
from sites.pages.models import GovPage
from sites.pages.texts import fields

from .findable import date_of, found_pages, home_of, names_of_departments, open_sites, seen_from

# A page, then a document.
Pair = tuple[int, int]
KIND = "file"
# A file counts less than the page that offers it and says what it is.
WEIGHT = 0.9
_HIGHEST = 2**63 - 1


class Files(Source):
    """Documents that published pages of open sites offer; keys are those of page and document."""

    name = "files"
    kinds = {KIND: _("attachment")}
    leads_with_summary = True

    def keys(self) -> Iterator[str]:
        pages = set(found_pages().values_list("pk", flat=True))
        return (key_of(pair) for pair in sorted(offers()) if pair[0] in pages)

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        """As everywhere; one after the other, for a file that was not read yet is read now."""
        pairs = _offered(keys)
        pages = {page.pk: page for page in _pages(pairs).specific()}
        files = _files(pairs)
        sites, departments = open_sites(), names_of_departments(pages.values())
        titles = {key: _titles(page) for key, page in pages.items()}
        for pair in pairs:
            if pair[0] not in pages or pair[1] not in files:
                continue
            page, file = pages[pair[0]], files[pair[1]]
            yield Document(
                key=key_of(pair),
                site=sites[home_of(page.path)].pk,
                kind=KIND,
                title=titles[page.pk].get(file.pk) or file.title,
                summary=page.title,
                body=text_of(file),
                date=date_of(page),
                department=departments.get(page.department_id, ""),
                weight=WEIGHT,
            )

    def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
        pairs = _offered(keys)
        paths = dict(_pages(pairs).values_list("pk", "path"))
        files, sites = _files(pairs), open_sites()
        return {
            key_of((page, file)): seen_from(site, sites[home_of(paths[page])], files[file].url)
            for page, file in pairs
            if page in paths and file in files
        }


def key_of(pair: Pair) -> str:
    """Of equal length for all: in any order of characters, those of a page follow one another."""
    return "{:019}-{:019}".format(*pair)


def _pair(key: str) -> Pair:
    page, document = key.split("-")
    return int(page), int(document)


def keys_kept_of(page: int) -> list[str]:
    """Of the entries of the files of a page."""
    return entries.keys_between(Files.name, key_of((page, 0)), key_of((page, _HIGHEST)))


def keys_on(page: int) -> set[str]:
    """Of the files that a page offers."""
    return {key_of(pair) for pair in offers(pages=[page])}


def keys_of_file(file: SiteDocument) -> list[str]:
    """Of a file on each page on which it stands."""
    return [key_of((page, file.pk)) for page in pages_with(file)]


def bring_up_to_date(keys: Collection[str]) -> None:
    """Let these files be found if they are offered, else not. Reads those that were not read: slow."""
    for file in _files(_offered(keys)).values():
        # Now: below, others who write would wait until it is read.
        text_of(file)
    with transaction.atomic():
        documents = list(Files().documents(keys))
        entries.remove(Files.name, {*keys} - {each.key for each in documents})
        entries.renew(Files.name, documents)


def _offered(keys: Iterable[str]) -> list[Pair]:
    """Those of these that are public now."""
    pairs = {_pair(key) for key in keys}
    pages, documents = {page for page, _file in pairs}, {file for _page, file in pairs}
    return sorted(pairs & offers(pages=pages, documents=documents))


def _pages(pairs: Iterable[Pair]) -> PageQuerySet:
    return found_pages().filter(pk__in={page for page, _file in pairs})


def _files(pairs: Iterable[Pair]) -> dict[int, SiteDocument]:
    return SiteDocument.objects.in_bulk({file for _page, file in pairs})


def _titles(page: GovPage) -> dict[int, str]:
    """What a page itself calls its files, by their keys."""
    return {
        child.value["document"].pk: child.value["title"]
        for field in fields(page)
        if isinstance(field, StreamField)
        for child in field.value_from_object(page) or []
        if child.block_type == "attachment" and child.value["document"] and child.value["title"]
    }
