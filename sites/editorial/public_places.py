"""Where a page can be met in public besides its own address: lists, feeds, site maps, copies elsewhere.

A room that names or copies pages registers, in a module `places.py`, functions that yield the addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.module_loading import autodiscover_modules

from sites.pages.models import GovPage

Places = Callable[[GovPage], Iterable[str]]
_places: list[Places] = []
_copies: list[Places] = []


def names_pages(function: Places) -> Places:
    """Register a function that gives the public addresses at which a page may be named."""
    _places.append(function)
    return function


def copies_pages(function: Places) -> Places:
    """Register a function that gives the public addresses of copies of a page on other sites."""
    _copies.append(function)
    return function


def copies(page: GovPage) -> Iterator[str]:
    """Public addresses of copies of `page`, each once."""
    yield from dict.fromkeys(address for places in _copies for address in places(page))


def naming(page: GovPage) -> Iterator[str]:
    """Public addresses of lists that may name `page`, each once."""
    yield from dict.fromkeys(address for places in _places for address in places(page))


def discover() -> None:
    autodiscover_modules("places")
