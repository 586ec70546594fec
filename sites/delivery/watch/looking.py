"""One look at a public address: what citizens get, beside what this installation makes of what was signed."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from wagtail.models import Page, Site

from sites.delivery.asking import Application
from sites.delivery.copies import tags
from sites.delivery.copies.store import EVERYTHING, store
from sites.delivery.models import PublicDifference
from sites.delivery.traditional.middleware import address_in_traditional
from sites.editorial.visits import MOST_BYTES, Visit, visit
from sites.registry.addresses import public_root
from sites.registry.languages import language_of
from sites.registry.models import SiteLanguage

from .fingerprint import fingerprint

logger = logging.getLogger(__name__)
Kind = PublicDifference.Kind
SHOWN_BEFORE, SHOWN_AFTER = 20, 80
MOST_TARGETS_SHOWN = 5


class NobodyAnswersError(Exception):
    """The public side cannot be reached; nothing can be said of any page."""


@dataclass(frozen=True)
class Difference:
    """One way in which an answer differs; `expected` and `found` are digests (SHA-256)."""

    kind: Kind
    is_critical: bool
    expected: str
    found: str
    excerpt: str


@dataclass(frozen=True)
class Look:
    """What was seen at an address, and what should have been."""

    address: str
    expected: str
    found: str
    differences: list[Difference]


def address_of(page: Page, *, in_traditional: bool = False) -> str:
    """Where citizens read a page, with the scheme and port they use.

    Args:
        in_traditional: the address of the page in traditional characters.

    Returns:
        Nothing when there is no such address.
    """
    site, parts = page.get_site(), page.get_url_parts()
    if not site or not parts:
        return ""
    if not in_traditional:
        return f"{public_root(site)}{parts[2]}"
    path = address_in_traditional(parts[2])
    is_there = path != parts[2] and language_of(site) == SiteLanguage.CHINESE
    return f"{public_root(site)}{path}" if is_there else ""


def look(page: Page, *, in_traditional: bool = False) -> Look | None:
    """Compare what citizens get at an address of `page` with a rendering of its own.

    Returns:
        None when nothing can be said: the page has no such address, something it shows changed meanwhile,
        or one of the two sides failed.

    Raises:
        NobodyAnswersError: the public side does not answer at all.
    """
    site, address = page.get_site(), address_of(page, in_traditional=in_traditional)
    if site is None or not address:
        return None
    place = store()
    since = place.index.now() if place else 0
    public = visit(address)
    if public.status == 0:
        raise NobodyAnswersError(address)
    with tags.collecting() as made_of:
        fresh = _made_anew(site, address)
    if max(public.status, fresh.status) >= 500:
        logger.warning("%s cannot be compared: %s, %s.", address, public.status, fresh.status)
        return None
    made_of |= {EVERYTHING, tags.FRAME_OF_ALL, tags.frame(site.root_page.path), f"page:{page.pk}"}
    if place and place.index.last_expiry(made_of) > since:
        return None
    return Look(address, fresh.text, public.text, list(differences(fresh, public)))


def differences(expected: Visit, found: Visit) -> Iterator[Difference]:
    """In which ways the answer `found` at an address differs from the one that is `expected`."""
    if expected.status != found.status:
        yield _difference(
            Kind.ANSWER, str(expected.status), str(found.status), f"{expected.status} → {found.status}"
        )
        return
    ours, theirs = (fingerprint(each.text, each.address) for each in (expected, found))
    if ours.text != theirs.text:
        yield _difference(Kind.TEXT, ours.text, theirs.text, _first_difference(ours.text, theirs.text))
    for kind, targets in theirs.targets.items():
        wanted = ours.targets[kind]
        if targets != wanted:
            added = [target for target in targets if target not in wanted]
            missing = [target for target in wanted if target not in targets]
            own = urlsplit(expected.address).netloc
            is_critical = kind != Kind.LINK or any(_host(target) != own for target in added)
            yield _difference(
                Kind(kind), "\n".join(wanted), "\n".join(targets), _listed(added, missing), is_critical
            )


def _difference(kind: Kind, expected: str, found: str, excerpt: str, is_critical: bool = True) -> Difference:
    ours, theirs = (hashlib.sha256(text.encode()).hexdigest() for text in (expected, found))
    return Difference(kind, is_critical, ours, theirs, excerpt)


def _made_anew(site: Site, address: str) -> Visit:
    parts = urlsplit(address)
    with Application(site, made_anew=True).ask(unquote(parts.path), parts.query) as answer:
        body = b"".join(answer.body)[:MOST_BYTES]
        return Visit(address, answer.status, body.decode("utf-8", errors="replace"))


def _first_difference(ours: str, theirs: str) -> str:
    """Both texts around the first place at which they differ."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    place = next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    start = max(0, place - SHOWN_BEFORE)
    return " → ".join(f"“{text[start : place + SHOWN_AFTER]}”" for text in (ours, theirs))


def _listed(added: list[str], missing: list[str]) -> str:
    lines = [f"+ {target}" for target in added] + [f"- {target}" for target in missing]
    return "\n".join(line[:300] for line in lines[:MOST_TARGETS_SHOWN]) or "↕"


def _host(target: str) -> str:
    try:
        return urlsplit(target).netloc
    except ValueError:
        return target
