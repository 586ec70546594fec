"""Queries with the pages that answer them, and how well a search orders these pages.

Nothing here knows an engine: a search is a function from a query to the keys of what it finds, best first.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from statistics import fmean
from typing import Any

from wagtail.models import Page, Site

from portal.content.findable import FOUND
from search import entries
from search.documents import Document
from search.finding import Asked, find
from search.sources import Source

FOLDER = Path(__file__).parent
KINDS = ("title", "part", "number", "question", "slip", "sound", "words")
# Results that count: those of the first page.
TOP = 10
WORST = 15
# The day on which the sample ends. What is new then is new in every run.
TODAY = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
# Where its readers search: on the portal, the first site of the sample.
PORTAL = "安澜市人民政府"

Search = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Case:
    """A query and the pages that answer it.

    Attributes:
        relevant: by key, 3 for just what is meant, 2 for what answers as well or leads there, 1 if it helps.
    """

    query: str
    kind: str
    relevant: Mapping[str, int]


@dataclass(frozen=True)
class Measured:
    """What a search found for a case, and its nDCG: 1 when nothing could be in a better order."""

    case: Case
    found: list[str]
    ndcg: float


class Sample(Source):
    """The pages of the sample, all of them public. Their keys stand in the place of addresses."""

    name = "relevance"
    kinds: Mapping[str, str] = {}

    def keys(self) -> Iterable[str]:
        return [page["key"] for page in pages()]

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        """None: `put_pages` puts them all."""
        return iter(())

    def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
        return {key: key for key in keys}


@cache
def pages() -> list[dict[str, Any]]:
    """What the sample has published, as it stands in documents.jsonl."""
    lines = (FOLDER / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def cases() -> list[Case]:
    """What is in cases.toml."""
    read = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))
    return [Case(**each) for each in read["case"]]


def put_pages() -> list[Site]:
    """Put all pages into the search, and give the sites they are on, the portal first."""
    root = Page.get_first_root_node()
    names = dict.fromkeys([PORTAL, *(page["site"] for page in pages())])
    sites = {
        name: Site.objects.create(hostname=f"relevance{number}.example", site_name=name, root_page=root)
        for number, name in enumerate(names)
    }
    entries.put(Sample.name, [_document(page, sites[page["site"]]) for page in pages()])
    return list(sites.values())


def _document(page: Mapping[str, Any], site: Site) -> Document:
    same = ("key", "kind", "title", "summary", "body", "department", "subject")
    return Document(
        site=site.pk,
        date=datetime.datetime.fromisoformat(page["date"]) if page["date"] else None,
        numbers=tuple(page["numbers"]),
        weight=_weights()[page["kind"]],
        **{name: page[name] for name in same},
    )


@cache
def _weights() -> dict[str, float]:
    """By kind of page, how much it counts, as in every installation."""
    return {str(model._meta.model_name): weight for model, weight in FOUND.items()}


def searching(sites: list[Site]) -> Search:
    """What a reader of the first of these sites finds on all of them."""
    keys = tuple(site.pk for site in sites)

    def search(query: str, count: int) -> list[str]:
        return [hit.url for hit in find(Asked(sites[0], query, sites=keys), 0, count).hits]

    return search


def measured(search: Search, of: Iterable[Case]) -> list[Measured]:
    """Each case with what `search` finds."""
    return [
        Measured(case, found, ndcg(found, case.relevant))
        for case in of
        for found in [search(case.query, TOP)]
    ]


def ndcg(found: list[str], relevant: Mapping[str, int]) -> float:
    """The normalised discounted cumulative gain of the first ten, from 0 to 1."""
    best = sorted(relevant.values(), reverse=True)
    return _gain([relevant.get(key, 0) for key in found]) / _gain(best)


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:TOP]))


def mean(of: Iterable[Measured]) -> float:
    return fmean(each.ndcg for each in of)


def report(of: list[Measured], worst: int = WORST) -> str:
    """The mean of all and of each kind, and the worst cases with what was found."""
    kinds = {kind: [each for each in of if each.case.kind == kind] for kind in KINDS}
    means = [f"{kind:10}{mean(some):.3f} of {len(some)}" for kind, some in kinds.items() if some]
    lowest = sorted(of, key=lambda each: each.ndcg)[:worst]
    return "\n".join([f"{'all':10}{mean(of):.3f} of {len(of)}", *means, *map(_described, lowest)])


def _described(one: Measured) -> str:
    titles = {page["key"]: page["title"] for page in pages()}
    wanted = sorted(one.case.relevant.items(), key=lambda item: -item[1])
    return "\n".join(
        [
            f"{one.ndcg:.2f} {one.case.kind}: {one.case.query}",
            *(f"    wanted {grade}: {key} {titles[key]}" for key, grade in wanted),
            *(f"    found {place}: {key} {titles[key]}" for place, key in enumerate(one.found, start=1)),
        ]
    )
