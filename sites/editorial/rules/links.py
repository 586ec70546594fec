"""Rules about links: hidden ones, hosts nobody has reviewed, more links than text, foreign markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from wagtail.models import Site

from .models import ReviewedHost
from .reading import Reading
from .registry import Hit, rule

# What a reader cannot see or hit: no letter, digit or sign of any script.
_VISIBLE = re.compile(r"[^\W_]")
# Nothing the editor offers; it comes from outside, straight into the database.
_FOREIGN = re.compile(
    r"<\s*(?:script|iframe|object|embed|form|input|meta|style|link|svg|base)\b"
    r"|<[^<>]*?\s(?:style\s*=|class\s*=|hidden\b|on[a-z]+\s*=|href\s*=\s*[\"']?\s*javascript\s*:)",
    re.IGNORECASE,
)


@rule("links.hidden")
def hidden(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    for link in reading.links:
        if link.text is not None and not _VISIBLE.search(link.text):
            yield Hit(link.path, link.address or link.text or "-")


@rule("links.markup")
def foreign_markup(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    for source in reading.sources:
        if match := _FOREIGN.search(source.html):
            yield Hit(source.path, match.group().strip(" <"))


@rule("links.host")
def unreviewed_host(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """Source: Xinyu 2011, art. 31 (4): the managing unit reviews every link."""
    outside = [link for link in reading.links if link.host and not is_of(link.host, parameters["suffixes"])]
    if not outside:
        return
    reviewed = set(ReviewedHost.objects.valid_for(reading.record).values_list("host", flat=True))
    reviewed |= set(Site.objects.values_list("hostname", flat=True))
    for link in outside:
        if not is_of(link.host, reviewed):
            yield Hit(link.path, link.host)


def is_of(host: str, domains: Collection[str]) -> bool:
    """Whether `host` is one of `domains` or below one of them."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@rule("links.many")
def more_links_than_text(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    outside = [link for link in reading.links if link.text is not None and link.host]
    room_for = len(reading.text) / parameters["characters_for_each"]
    if len(outside) >= parameters["least"] and len(outside) > room_for:
        yield Hit(outside[0].path, str(len(outside)))
