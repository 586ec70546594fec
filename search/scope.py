"""Which sites a reader can search. The rooms above know: one of them says it with `decides_scope`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Site


@dataclass(frozen=True)
class Scope:
    """What can be searched from one site.

    Attributes:
        sites: keys of all sites whose results its readers may get.
        begins_everywhere: whether they get those of all of them unless they ask for this site alone.
    """

    sites: tuple[int, ...]
    begins_everywhere: bool = False


_decide: list[Callable[[Site], Scope]] = []


def decides_scope(function: Callable[[Site], Scope]) -> Callable[[Site], Scope]:
    """Let `function` say what can be searched from a site."""
    _decide[:] = [function]
    return function


def scope_of(site: Site) -> Scope:
    """What can be searched from `site`: itself, unless a room says more."""
    return _decide[0](site) if _decide else Scope((site.pk,))
