"""Puts the sample municipality together from its data files and writers."""

from __future__ import annotations

import datetime

from . import files, handwritten, reports, writing
from .model import Municipality, PageSpec

# How many pages of each kind and column the small municipality keeps on each site.
SMALL_PER_COLUMN = 1
SMALL_SITES = ("portal", "jyj", "qingjiang", "en")


def municipality(as_of: datetime.datetime, small: bool = False) -> Municipality:
    """The whole municipality as seen from `as_of` (naive local time); a small one for tests.

    Pages come in an order in which every page that is linked to stands before the page that links to it,
    otherwise the oldest first.
    """
    written = handwritten.pages(as_of)
    taken = {(page.site, page.title) for page in written}
    pages = [*written, *reports.pages(as_of), *writing.pages(as_of, taken)]
    sites = files.read("sites.toml")
    found = Municipality(
        as_of=as_of,
        departments=files.read("departments.toml")["department"],
        sites=sites["site"],
        accounts=files.read("people.toml")["account"],
        columns=sites["extra_column"],
        link_groups=sites["link_group"],
        pictures=files.read("pictures.toml")["picture"],
        pages=in_building_order(pages),
    )
    return _small(found) if small else found


def faults() -> list[dict]:
    """The deliberate faults: id, site, page, what is wrong, which check should find it."""
    return files.read("faults.toml")["fault"]


def linked_keys(page: PageSpec) -> list[str]:
    """Keys of the pages that must exist before `page` can be made."""
    from .markup import page_keys

    keys = page_keys(page.body)
    if page.kind == "link":
        keys.append(page.extra["target"])
    if page.interprets:
        keys.append(page.interprets)
    if "." in page.column:
        keys.append(page.column)
    return keys


def in_building_order(pages: list[PageSpec]) -> list[PageSpec]:
    """Pages by date, each after those it links to.

    Raises:
        ValueError: a link leads to no page, or pages link to each other in a circle.
    """
    by_key = {page.key: page for page in pages}
    done: dict[str, PageSpec] = {}
    open_keys: set[str] = set()

    def visit(page: PageSpec) -> None:
        if page.key in done:
            return
        if page.key in open_keys:
            raise ValueError(f"{page.key} links to itself through other pages")
        open_keys.add(page.key)
        for key in linked_keys(page):
            if key not in by_key:
                raise ValueError(f"{page.key} links to {key}, which is not there")
            visit(by_key[key])
        done[page.key] = page

    for page in sorted(pages, key=lambda page: (page.when, page.key)):
        visit(page)
    return list(done.values())


def _small(whole: Municipality) -> Municipality:
    """Three sites with every kind of page, and whatever those pages link to."""
    chosen: dict[str, PageSpec] = {}
    counts: dict[tuple[str, str, str], int] = {}

    def keep(page: PageSpec) -> None:
        if page.key not in chosen:
            for key in linked_keys(page):
                keep(whole.page(key))
            chosen[page.key] = page

    for page in reversed(whole.pages):
        place = (page.site, page.column, page.kind)
        links_only_inside = all(whole.page(key).site in SMALL_SITES for key in linked_keys(page))
        if page.site in SMALL_SITES and counts.get(place, 0) < SMALL_PER_COLUMN and links_only_inside:
            counts[place] = counts.get(place, 0) + 1
            keep(page)
    return Municipality(
        **{
            **vars(whole),
            "sites": [site for site in whole.sites if site["key"] in SMALL_SITES],
            "accounts": [row for row in whole.accounts if row["site"] in SMALL_SITES],
            "columns": [row for row in whole.columns if row["site"] in SMALL_SITES],
            "pages": in_building_order(list(chosen.values())),
        }
    )
