"""Makes the static mirror of a site, and has it take the place of the one before when it is no worse.

| what was found | what happens |
| --- | --- |
| the home page is missing | the mirror before stays: this one is of no use |
| something answered with a failure (5xx) | the mirror before stays: it is whole, this one is not |
| fewer than half as many pages as before | the mirror before stays: it is for the day that lost them |
| a link to what is not there (404) | the new mirror counts |

Readers of the site meet a dead link, too; if one in an old text kept the mirror from being renewed, what was
withdrawn since would stay in it for ever. Without a mirror before, one with holes is better than none.
`anyway` takes any that has a home page.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from sites.delivery import acts
from sites.ledger.operations import append
from sites.registry.models import SiteRecord

from . import layout, signing
from .crawl import HOME, Broken, Crawl
from .manifest import Manifest, entry_of

KEPT = 3
_MAKING, _LOCK = ".making", ".lock"
# Of the home page's headers, those that are about this one answer.
_OWN_HEADERS = {"content-type", "content-length", "content-encoding", "etag", "last-modified", "vary", "date"}
_NOT_COUNTED = {layout.NOT_FOUND, layout.UNAVAILABLE}


@dataclass(frozen=True)
class Export:
    """What became of an export: `refused` says why the mirror before stayed, if it did."""

    host: str
    manifest: Manifest
    broken: list[Broken]
    refused: str = ""


def open_sites() -> list[Site]:
    """The sites that citizens can read."""
    records = SiteRecord.objects.open().select_related("site__root_page").order_by("pk")
    return [record.site for record in records]


def is_switched_on() -> bool:
    """Whether citizens read the mirrors at present."""
    return layout.is_on(Path(settings.DATA_DIR))


def export(site: Site, *, anyway: bool = False) -> Export:
    """Make the mirror of `site`.

    Args:
        anyway: take it even when it is worse than the one before.
    """
    with _alone(site.hostname) as home:
        making = home / _MAKING
        shutil.rmtree(making, ignore_errors=True)
        try:
            crawl = Crawl(site, making)
            crawl.run()
            made = Export(site.hostname, _complete(making, site, crawl), crawl.broken)
            refused = _reason_against(made, crawl, home / layout.CURRENT, anyway=anyway)
            if refused:
                return replace(made, refused=refused)
            _put_up(making, home, site, made.manifest)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return made


def forget_others(sites: list[Site]) -> list[str]:
    """Remove the mirrors of hosts that are no open site any more, and return their names."""
    mirrors = Path(settings.DATA_DIR) / layout.MIRRORS
    known = {site.hostname for site in sites}
    others = [home.name for home in mirrors.glob("*") if home.is_dir() and home.name not in known]
    for name in others:
        shutil.rmtree(mirrors / name)
    return others


def _complete(folder: Path, site: Site, crawl: Crawl) -> Manifest:
    """Write beside the contents what they are, and sign it."""
    entries = {name: entry_of(folder / name, content_type) for name, content_type in crawl.types.items()}
    for name, disposition in crawl.dispositions.items():
        entries[name]["disposition"] = disposition
    headers = {name: value for name, value in crawl.headers.items() if name not in _OWN_HEADERS}
    pages = sum(kind.startswith("text/html") for kind in crawl.types.values()) - len(_NOT_COUNTED)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(site.hostname, now, pages, headers, entries)
    signing.finish(folder, manifest)
    return manifest


def _reason_against(made: Export, crawl: Crawl, current: Path, *, anyway: bool) -> str:
    """Why the mirror before is better; empty when it is not."""
    if HOME not in crawl.files:
        return _("The home page does not answer.")
    try:
        before = Manifest.read(current)
    except (OSError, ValueError):
        return ""
    if anyway:
        return ""
    failures = sum(each.is_failure for each in made.broken)
    if failures:
        return _("%(count)d addresses answer with a failure.") % {"count": failures}
    if made.manifest.pages * 2 < before.pages:
        return _("It has %(pages)d pages, the mirror before has %(before)d.") % {
            "pages": made.manifest.pages,
            "before": before.pages,
        }
    return ""


def _put_up(making: Path, home: Path, site: Site, manifest: Manifest) -> None:
    """Record a mirror and have it take the place of the one before, at once and for all readers."""
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    with transaction.atomic():
        digest = hashlib.sha256((making / layout.MANIFEST).read_bytes()).hexdigest()
        append(
            acts.MIRROR_MADE,
            subject=site,
            site=site.record.code,
            content_digest=digest,
            detail={"file": f"{site.hostname}/{name}/{layout.MANIFEST}"},
        )
    making.rename(home / name)
    new = home / f".{layout.CURRENT}"
    new.unlink(missing_ok=True)
    new.symlink_to(name)
    new.replace(home / layout.CURRENT)
    for old in sorted(home.glob("[0-9]*Z"), reverse=True)[KEPT:]:
        shutil.rmtree(old)


@contextmanager
def _alone(host: str) -> Iterator[Path]:
    """The folder of the mirrors of a host, where no other process makes one meanwhile."""
    home = layout.folder_of(Path(settings.DATA_DIR), host)
    if home is None:
        raise ValueError(f"{host} is no host name that a mirror can have.")
    home.mkdir(parents=True, exist_ok=True)
    with (home / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield home
