"""Dies by SIGKILL before each step of keeping and of expiring a copy, and prints what is there afterwards.

Run as a process of its own: it forks.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from sites.delivery.copies import store as store_module  # noqa: E402
from sites.delivery.copies.address import Address  # noqa: E402
from sites.delivery.copies.files import Copy  # noqa: E402
from sites.delivery.copies.store import Store  # noqa: E402

ADDRESS = Address.of("www.anlan.example", "/tzgg/", "")
assert ADDRESS is not None
OLD, NEW = (Copy.of(ADDRESS.key, [("Content-Type", "text/html")], text * 5000) for text in (b"old", b"new"))


def keep(store: Store, copy: Copy) -> bool:
    return store.put(ADDRESS, copy, ["page:1"], store.index.now())


def die_before_step(number: int) -> None:
    """Count everything that changes files or the index, and end this process before one of them."""
    steps = 0

    def counted(function: Callable) -> Callable:
        def stepping(*args, **kwargs):
            nonlocal steps
            steps += 1
            if steps == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return stepping

    for name in ("write_bytes", "replace", "unlink", "mkdir"):
        setattr(Path, name, counted(getattr(Path, name)))

    class Connection(sqlite3.Connection):
        execute = counted(sqlite3.Connection.execute)
        executemany = counted(sqlite3.Connection.executemany)

    connect = sqlite3.connect
    sqlite3.connect = lambda *args, **kwargs: connect(*args, factory=Connection, **kwargs)  # type: ignore[assignment]


def found(root: Path) -> str:
    copy = Store(root).find(ADDRESS)
    return {None: "none", OLD.bodies["br"]: "old", NEW.bodies["br"]: "new"}[copy and copy.bodies["br"]]


def main(what: str) -> None:
    for number in range(1, 200):
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            if what != "keep":
                keep(Store(root), OLD)
            if what == "expire whole":
                store_module.MANY = 1
            child = os.fork()
            if child == 0:
                die_before_step(number)
                store = Store(root)
                keep(store, NEW) if what == "keep" else store.expire(["page:1"], "once")
                os._exit(0)
            _child, status = os.waitpid(child, 0)
            then = found(root)
            # As the row of work does after a restart.
            Store(root).expire(["page:1"], "once")
            after = found(root)
            print(json.dumps({"then": then, "after": after, "kept": keep(Store(root), NEW)}))
            if os.WIFEXITED(status):
                return


main(sys.argv[1])
