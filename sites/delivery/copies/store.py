"""The copies of this machine: found, made, expired; kept in memory as long as their files stay the same."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import sqlite3
import threading
import zlib
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from . import files
from .address import Address
from .files import ChangedOnDiskError, Copy, Signature
from .index import Index

logger = logging.getLogger(__name__)

# Every copy has this tag.
EVERYTHING = "everything"
PUBLIC, CHANGED, GONE, LOCKS, INDEX = "public", "changed", "gone", "locks", "index.sqlite3"
# So many copies of one host go with its folder at once, if none is left.
MANY = 100
MAX_LOCKS = 1024
# Of all bodies together that a process keeps in memory.
MOST_BYTES_IN_MEMORY = 64 * 1024 * 1024


class Store:
    """Copies below the folder `root`. Safe to use from many threads and processes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.public = root / PUBLIC
        self._below = f"{self.public}{os.sep}"
        self.index = Index(root / INDEX)
        self.changed = root / CHANGED
        self.gone = root / GONE
        self._locks = root / LOCKS
        self._memory: OrderedDict[str, tuple[Signature, Copy]] = OrderedDict()
        self._memory_size = 0
        self._memory_lock = threading.Lock()

    def find(self, address: Address) -> Copy | None:
        """The copy of an address; None when there is none that can be trusted."""
        file = f"{self._below}{address.file}"
        try:
            signature = files.signature(file)
            known = self._memory.get(file)
            if known is not None and known[0] == signature:
                return known[1] if known[1].key == address.key else None
            copy = files.read(Path(file))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ChangedOnDiskError as change:
            logger.error("A published copy was changed on the disk and is made anew: %s", change)
            self.set_aside(address.file)
            return None
        except OSError as error:
            logger.warning("A copy cannot be read: %s", error)
            return None
        self._remember(file, signature, copy)
        return copy if copy.key == address.key else None

    def last_expiry(self) -> int | None:
        """The number of the last expiry, noted before a copy is made; None when the index does not answer."""
        try:
            return self.index.now()
        except (OSError, sqlite3.Error) as error:
            logger.warning("The index of the copies does not answer: %s", error)
            return None

    def put(self, address: Address, copy: Copy, tags: Iterable[str], since: int) -> bool:
        """Keep a copy, unless what it was made from changed since the expiry number `since`.

        A disk that is full or an index that does not answer is logged: the reader has his page all the same.
        """
        name = address.file
        try:
            if not self.index.announce(name, {*tags, EVERYTHING}, since):
                return False
            with self.index.confirming(name) as is_wanted:
                if is_wanted:
                    files.write(self.public / name, copy)
        except (OSError, sqlite3.Error) as error:
            logger.warning("The copy of %s cannot be kept: %s", address.key, error)
            return False
        return is_wanted

    def expire(self, tags: Iterable[str], token: str) -> list[str]:
        """Take away every copy with one of `tags`, and let none be kept that is being made from the old.

        Args:
            token: names this expiry; a second one of the same name does nothing.

        Returns:
            The files that went, below the public folder.

        Raises:
            OSError, sqlite3.Error: it is not certain that all went. All copies were taken away instead.
        """
        try:
            with self.index.expiring(tags, token) as found:
                self._take_away(found)
                return found
        except (OSError, sqlite3.Error):
            shutil.rmtree(self.public, ignore_errors=True)
            raise

    def set_aside(self, name: str) -> None:
        """Take what somebody else wrote at `name` out of the public folder, and keep it as evidence."""
        evidence = self.changed / uuid4().hex / name
        evidence.parent.mkdir(parents=True)
        files.move(self.public / name, evidence)

    def sweep(self) -> None:
        """Delete what an expiry only put out of sight."""
        shutil.rmtree(self.gone, ignore_errors=True)

    def clear(self, token: str) -> None:
        """Take away all copies."""
        self.expire([EVERYTHING], token)

    @contextmanager
    def making(self, address: Address) -> Iterator[None]:
        """Have one process at a time make the copy of an address; the others wait and find it."""
        number = zlib.crc32(address.key.encode()) % MAX_LOCKS
        with ExitStack() as until_made:
            try:
                self._locks.mkdir(parents=True, exist_ok=True)
                lock = until_made.enter_context((self._locks / str(number)).open("w"))
                fcntl.flock(lock, fcntl.LOCK_EX)
            except OSError as error:
                # Then several make it, and readers have it all the same.
                logger.warning("Nobody can be made to wait for the copy of %s: %s", address.key, error)
            yield

    def _take_away(self, names: list[str]) -> None:
        """Let nobody find these copies any more. A whole site goes in one step, however large it is."""
        counts = Counter(name.partition("/")[0] for name in names)
        whole = {
            host for host, count in counts.items() if count >= MANY and not self.index.knows_any_of(host)
        }
        for host in whole:
            gone = self.gone / uuid4().hex
            gone.mkdir(parents=True)
            with suppress(FileNotFoundError):
                (self.public / host).replace(gone / host)
        for name in names:
            if name.partition("/")[0] not in whole:
                files.remove(self.public / name)

    def _remember(self, file: str, signature: Signature, copy: Copy) -> None:
        with self._memory_lock:
            old = self._memory.pop(file, None)
            self._memory_size += copy.size - (old[1].size if old else 0)
            self._memory[file] = signature, copy
            while self._memory_size > MOST_BYTES_IN_MEMORY:
                _file, (_signature, oldest) = self._memory.popitem(last=False)
                self._memory_size -= oldest.size


@cache
def _store_at(root: str) -> Store:
    return Store(Path(root))


def store() -> Store | None:
    """The store of this machine; None where no copies are kept."""
    return _store_at(str(settings.COPIES_ROOT)) if settings.COPIES_ROOT else None
