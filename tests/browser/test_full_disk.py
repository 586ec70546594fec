"""The disk of a running installation is full: readers are served all the same, and later all is as before."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .installation import Installation, prepared, served
from .readers import HOST, Front

KEPT, OTHERS = "/tzgg/", ["/", "/sitemap/", "/zh-hant/", "/zh-hant/tzgg/"]


def test_a_full_disk_keeps_no_page_from_its_readers(tmp_path, ready_made):
    place = prepared(tmp_path / "installation", ready_made)
    with read_along() as (log, lines), served(place, log) as first:
        front = Front(place.port)
        kept = front.body(KEPT)
        with nothing_can_be_written(first):
            assert front.body(KEPT) == kept
            shown = {path: front.body(path) for path in OTHERS}
            assert {path: front.body(path) for path in OTHERS} == shown
            assert copies(place) == 1
        assert {path: front.body(path) for path in OTHERS} == shown
        assert copies(place) == 1 + len(OTHERS)
    text = b"".join(lines).decode()
    assert "cannot be kept" in text, text
    assert "Internal Server Error" not in text, text


@contextmanager
def read_along() -> Iterator[tuple[IO[bytes], list[bytes]]]:
    """A log that is no file, and its lines."""
    out, into = os.pipe()
    lines: list[bytes] = []
    with os.fdopen(out, "rb") as source, os.fdopen(into, "wb") as log:
        reading = threading.Thread(target=lambda: lines.extend(source))
        reading.start()
        try:
            yield log, lines
        finally:
            log.close()
            reading.join(timeout=60)


@contextmanager
def nothing_can_be_written(first: int) -> Iterator[None]:
    """Let no file of these processes grow, which they are told as of a full disk."""
    limits = {key: resource.prlimit(key, resource.RLIMIT_FSIZE) for key in family_of(first)}
    for key, (_soft, hard) in limits.items():
        resource.prlimit(key, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        # Those that were begun meanwhile, too.
        for key in family_of(first):
            _soft, hard = resource.prlimit(key, resource.RLIMIT_FSIZE)
            resource.prlimit(key, resource.RLIMIT_FSIZE, (hard, hard))


def family_of(first: int) -> list[int]:
    """A process, those it began and theirs."""
    below = [
        int(key)
        for task in Path(f"/proc/{first}/task").iterdir()
        for key in (task / "children").read_text().split()
    ]
    return [first, *(key for each in below for key in family_of(each))]


def copies(place: Installation) -> int:
    kept = Path(place.environment["YIZHAN_DATA"], "copies", "public", HOST)
    return sum(1 for file in kept.rglob("*.facts"))
