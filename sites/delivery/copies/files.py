"""One copy as files: the body as it is, with gzip and with Brotli, and the facts that make it an answer.

Whoever finds the body may send it, so it comes last and goes first; it is never half there. The facts are
sealed with a key of this installation and hold the digest of each body: what somebody changed on the disk
is not sent.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import brotli
from django.utils.crypto import constant_time_compare, salted_hmac

from .origin import Origin

GZIP, BROTLI, FACTS = ".gz", ".br", ".facts"
# Compressed once and sent often, but a reader waits for the first time.
GZIP_LEVEL = 6
BROTLI_QUALITY = 5
Signature = tuple[int, int, int, int]
_SALT = "sites.delivery.copies"


class ChangedOnDiskError(Exception):
    """A copy is not what this installation wrote."""


@dataclass(frozen=True)
class Copy:
    """An answer that was made once.

    Attributes:
        key: of its address.
        headers: all of the answer but its length and encoding.
        bodies: the body by the name of its encoding, `identity`, `gzip` and `br`.
        origin: the page it is of; None for lists that are no pages.
    """

    key: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    origin: Origin | None = None

    @classmethod
    def of(cls, key: str, headers: list[tuple[str, str]], body: bytes, origin: Origin | None = None) -> Copy:
        """A copy of an answer, with the tag by which browsers ask whether it is still the same."""
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        kept = [(name, value) for name, value in headers if name.lower() not in {"etag", "content-length"}]
        bodies = {
            "identity": body,
            "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
            "br": brotli.compress(body, quality=BROTLI_QUALITY),
        }
        return cls(key, [*kept, ("ETag", etag)], bodies, origin)

    @property
    def etag(self) -> str:
        return next(value for name, value in self.headers if name == "ETag")

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return sum(map(len, self.bodies.values()))


_FILES = {"br": BROTLI, "gzip": GZIP, "identity": ""}


def write(file: Path, copy: Copy) -> None:
    """Put a copy on the disk. Killed anywhere, it is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in copy.bodies.items()}
    known = {
        "key": copy.key,
        "headers": copy.headers,
        "digests": digests,
        "origin": asdict(copy.origin) if copy.origin else None,
    }
    facts = json.dumps(known, ensure_ascii=False)
    _replace(_beside(file, FACTS), f"{_seal(facts)}\n{facts}".encode())
    for name, ending in _FILES.items():
        _replace(_beside(file, ending), copy.bodies[name])


# The body goes first.
ENDINGS = (*reversed(_FILES.values()), FACTS)


def remove(file: Path) -> None:
    """Take a copy away; nothing happens when it is gone already."""
    for ending in ENDINGS:
        _beside(file, ending).unlink(missing_ok=True)


def move(file: Path, to: Path) -> None:
    """Move what is there of a copy to a folder that exists."""
    for ending in ENDINGS:
        with contextlib.suppress(FileNotFoundError):
            _beside(file, ending).replace(_beside(to, ending))


def read(file: Path) -> Copy:
    """The copy at `file`.

    Raises:
        FileNotFoundError: there is none, or it is just going.
        ChangedOnDiskError: one of its files is not what was written.
    """
    before = signature(file)
    bodies = {name: _beside(file, ending).read_bytes() for name, ending in _FILES.items()}
    seal, _newline, facts = _beside(file, FACTS).read_text().partition("\n")
    if signature(file) != before:
        raise FileNotFoundError(f"{file} was just made anew.")
    if not constant_time_compare(seal, _seal(facts)):
        raise ChangedOnDiskError(f"The facts of {file} are not those that were written.")
    known = json.loads(facts)
    for name, body in bodies.items():
        if hashlib.sha256(body).hexdigest() != known["digests"][name]:
            raise ChangedOnDiskError(f"{_beside(file, _FILES[name])} is not what was written.")
    origin = Origin(**known["origin"]) if known["origin"] else None
    return Copy(known["key"], [(name, value) for name, value in known["headers"]], bodies, origin)


def signature(file: Path | str) -> Signature:
    """Changes whenever a body is written, by whomever.

    Raises:
        FileNotFoundError: there is none.
    """
    status = os.stat(file)
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _replace(file: Path, content: bytes) -> None:
    # Copies may be lost with the power; they are made again. So nothing waits for the disk.
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    new.write_bytes(content)
    new.replace(file)


def _seal(facts: str) -> str:
    return salted_hmac(_SALT, facts, algorithm="sha256").hexdigest()
