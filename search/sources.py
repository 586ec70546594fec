"""Where results come from: each room registers what it holds in its module `search_sources.py`."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Site


@dataclass(frozen=True)
class Hit:
    """Something that was found."""

    title: str
    url: str
    date: datetime.datetime | None
    summary: str = ""
    kind: str = ""


# Takes the site, the words that must all occur, and how many hits are wanted at most; newest first.
Source = Callable[[Site, list[str], int], list[Hit]]

_sources: list[Source] = []
_searchable: set[type[Model]] = set()
_excluded: dict[type[Model], str] = {}


def source(function: Source) -> Source:
    """Register a function that finds things."""
    _sources.append(function)
    return function


def searchable(*models: type[Model]) -> None:
    """Declare that these models can be found."""
    _searchable.update(models)


def excluded(model: type[Model], reason: str) -> None:
    """Declare that a model is not to be found, and why."""
    _excluded[model] = reason


def is_declared(model: type[Model]) -> bool:
    """Whether somebody decided if this model can be found."""
    return model in _searchable or model in _excluded


def find(site: Site, words: list[str], limit: int) -> list[Hit]:
    """Return at most `limit` hits of all sources together, newest first."""
    hits = [hit for each in _sources for hit in each(site, words, limit)]
    oldest = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    hits.sort(key=lambda hit: hit.date or oldest, reverse=True)
    return hits[:limit]


def discover() -> None:
    autodiscover_modules("search_sources")
