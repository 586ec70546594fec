"""Where a page can be met in public besides its own address: lists, feeds, site maps of the rooms above.

A room that names pages in public registers, in a module `places.py`, a function that yields the addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.module_loading import autodiscover_modules

from sites.pages.models import GovPage

Places = Callable[[GovPage], Iterable[str]]
_places: list[Places] = []


def names_pages(function: Places) -> Places:
    """Register a function that gives the public addresses at which a page may be named."""
    _places.append(function)
    return function


def naming(page: GovPage) -> Iterator[str]:
    """Public addresses of lists that may name `page`, each once."""
    yield from dict.fromkeys(address for places in _places for address in places(page))


def discover() -> None:
    autodiscover_modules("places")
