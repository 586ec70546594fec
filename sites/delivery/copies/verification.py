"""Looks whether the public folder holds what this installation wrote, and nothing else.

The serving path refuses a changed copy by itself; a web server that sends the files does not look at digests.

Source: GA/T 1358-2018 (detection, recovery and alarm of products against tampering).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from sites.delivery import acts
from sites.ledger.operations import append

from . import files, signatures
from .files import ChangedOnDiskError
from .origin import Origin
from .store import Store

logger = logging.getLogger(__name__)

# A file under another name until it is whole; one that lies for so long was left by a process that died.
UNFINISHED_SECONDS = 600
RECORDED = "recorded"


@dataclass(frozen=True)
class Found:
    """What a verification saw.

    Attributes:
        looked_at: how many copies.
        changed, strange, outdated: names of those that were set aside: not what was written, not written
            here, not what was last signed.
        unsigned: keys of pages that are public otherwise than they were signed, with or without copies.
    """

    looked_at: int
    changed: list[str]
    strange: list[str]
    outdated: list[str] = field(default_factory=list)
    unsigned: set[int] = field(default_factory=set)


def verify(store: Store) -> Found:
    """Set aside each copy that is not what was written or signed and each file that no copy is known of."""
    names = store.index.files()
    changed, origins = _read(store, names)
    compared = signatures.compare(origins)
    # What expired meanwhile is no fault.
    outdated = [name for name in compared.outdated if store.index.knows(name)]
    strange = [name for name in _names(store.public) if _is_strange(store, name)]
    for name in [*changed, *strange]:
        logger.error("What lies at %s is not a copy that was written here; it was set aside.", name)
        store.set_aside(name)
    for name in outdated:
        logger.error("The copy at %s does not show what was last signed; it was set aside.", name)
        store.set_aside(name)
    return Found(len(names), changed, strange, outdated, compared.unsigned)


def record(store: Store) -> None:
    """Enter into the ledger what was set aside, here or by the serving path, and is not in it yet."""
    for folder, name in _unrecorded(store):
        with transaction.atomic():
            append(acts.COPY_CHANGED, detail={"file": name, "kept_in": folder.name})
        (folder / RECORDED).touch()


def _unrecorded(store: Store) -> Iterator[tuple[Path, str]]:
    """What was set aside and is not in the ledger yet: its folder, and its name in the public folder."""
    if not store.changed.is_dir():
        return
    for folder in sorted(store.changed.iterdir()):
        kept = next((file for file in folder.rglob("*") if file.is_file()), None)
        if kept is not None and not (folder / RECORDED).exists():
            yield folder, _name(kept.relative_to(folder))


def _read(store: Store, names: list[str]) -> tuple[list[str], dict[str, Origin]]:
    """The names of the copies that were changed, and the origins of all others that are of pages."""
    changed, origins = [], {}
    for name in names:
        try:
            origin = files.read(store.public / name).origin
        except FileNotFoundError:
            # Announced and not written yet, or just expired; without its body nobody sends it.
            continue
        except ChangedOnDiskError:
            changed.append(name)
            continue
        if origin is not None:
            origins[name] = origin
    return changed, origins


def _is_strange(store: Store, name: str) -> bool:
    """Whether a file lies there that no copy is known of; one that just came or went is not meant."""
    if store.index.knows(name):
        return False
    lies_there = any((store.public / f"{name}{ending}").exists() for ending in files.ENDINGS)
    # A copy is announced before it is written, and forgotten after it is removed.
    return lies_there and not store.index.knows(name)


def _names(public: Path) -> list[str]:
    """The name of each copy of which some file lies in the public folder."""
    found = set()
    for file in public.rglob("*"):
        if not file.is_file():
            continue
        if file.name.startswith("."):
            if time.time() - file.stat().st_mtime > UNFINISHED_SECONDS:
                file.unlink(missing_ok=True)
            continue
        found.add(_name(file.relative_to(public)))
    return sorted(found)


def _name(file: Path) -> str:
    ending = next((ending for ending in files.ENDINGS[1:] if file.name.endswith(ending)), "")
    return str(file).removesuffix(ending)
