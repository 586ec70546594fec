"""Where results come from: each room registers what it holds in its module `search_sources.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Site

from .documents import Document


class Source(Protocol):
    """What a room has published. A room inherits from it, and registers one of its own with `register`.

    Attributes:
        name: names it in the index; at most 40 characters.
        kinds: what its documents can be: a word for each, of at most 60 characters, and what readers call it.
        leads_with_summary: whether a result shows the summary and then what was found in the text; else
            one of them.
    """

    name: str
    kinds: Mapping[str, str | Promise]
    leads_with_summary: bool = False

    def keys(self) -> Iterable[str]:
        """Of everything that may be found now."""

    def documents(self, keys: Iterable[str]) -> Iterator[Document]:
        """What is found of these; nothing of those that may not be found."""

    def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
        """Where readers of a site open each of these that is public now, on whatever site it is."""

    def facts(self, key: str) -> list[tuple[str, str]]:
        """Labels and texts of what readers most often want of this; none if there is nothing of the kind."""
        return []


_sources: dict[str, Source] = {}
_searchable: set[type[Model]] = set()
_excluded: dict[type[Model], str] = {}


def register(source: Source) -> None:
    """Have the search find what a source has.

    Raises:
        ImproperlyConfigured: another source has its name.
    """
    if _sources.setdefault(source.name, source) is not source:
        raise ImproperlyConfigured(f"The source {source.name} is registered twice.")


def sources() -> dict[str, Source]:
    """All sources by name."""
    return dict(_sources)


def searchable(*models: type[Model]) -> None:
    """Declare that these models can be found."""
    _searchable.update(models)


def excluded(model: type[Model], reason: str) -> None:
    """Declare that a model is not to be found, and why."""
    _excluded[model] = reason


def is_declared(model: type[Model]) -> bool:
    """Whether somebody decided if this model can be found."""
    return model in _searchable or model in _excluded


def discover() -> None:
    autodiscover_modules("search_sources")
