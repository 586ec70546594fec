"""Copies made by another release of the program, or before the machine went down, are not used any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .store import Store

# Whatever decides how a page looks; of styles and scripts pages hold the hashed names.
_FOLDERS = ("portal", "sites", "search", "templates", "locale", "static")
_ENDINGS = {".py", ".html", ".mo", ".toml", ".css", ".mjs", ".svg"}
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def begin(store: Store) -> None:
    """Clear `store` if what it holds was made by something else than what runs now."""
    stamp, running = store.root / "release", release()
    if stamp.exists() and stamp.read_text() == running:
        return
    store.clear(f"release {running}")
    # The processes that serve are forked from this one, and no two may share a connection.
    store.index.close()
    stamp.write_text(running)


def release() -> str:
    """Changes with every file that decides how pages look, and with every start of the machine.

    After a loss of power the index may not know all it knew.
    """
    digest = hashlib.sha256(_BOOT.read_bytes() if _BOOT.exists() else b"")
    for file in _files():
        status = file.stat()
        digest.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for folder in _FOLDERS:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            if file.suffix in _ENDINGS:
                yield file
