"""What rooms above put beside the texts that readers search for: what to do, and how well it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest
from wagtail.models import Site


class Link(NamedTuple):
    """Where one does something about a text, and what."""

    label: str
    url: str


# Told once for a list: what makes the links of each of its texts for who asks.
LinksOf = Callable[[str], list[Link]]
_links: list[Callable[[HttpRequest, Site], LinksOf]] = []
_notes: list[Callable[[Site], str]] = []


def links_beside(function: Callable[[HttpRequest, Site], LinksOf]) -> Callable[[HttpRequest, Site], LinksOf]:
    """Let `function` say what somebody may do about a text that was searched for on a site."""
    _links.append(function)
    return function


def note_beside(function: Callable[[Site], str]) -> Callable[[Site], str]:
    """Let `function` say one sentence about the search of a site; empty for none."""
    _notes.append(function)
    return function


def links_of(request: HttpRequest, site: Site) -> LinksOf:
    """What makes the links of a text on the list of `site`, for the member of staff who reads it."""
    known = [function(request, site) for function in _links]
    return lambda text: [link for links in known for link in links(text)]


def notes_of(site: Site) -> list[str]:
    """All that is said about the search of a site."""
    return [note for function in _notes if (note := function(site))]
