"""Answers readers from the mirrors, as a WSGI application. Standard library only, as in `layout`.

What was changed on the disk since it was written is not sent.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.client import responses
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

from . import layout
from .manifest import Manifest, digest_of

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
_RETRY_SECONDS = "60"
# Pages have the headers of the manifest; in nothing else may anything run.
_HEADERS_OF_FILES = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "same-site",
    "X-Content-Type-Options": "nosniff",
}


@dataclass
class _Mirror:
    """A mirror as it was read; `seen` are the files that fitted their digests, as they were then."""

    folder: Path
    manifest: Manifest
    seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def file(self, name: str) -> Path | None:
        """A file as it was written; None when it is not any more."""
        file = self.folder / name
        try:
            status = file.stat()
            signature = status.st_mtime_ns, status.st_ctime_ns, status.st_size
            if self.seen.get(name) != signature:
                if digest_of(file) != self.manifest.files[name]["sha256"]:
                    logger.error("%s of the static mirror was changed on the disk.", file)
                    return None
                self.seen[name] = signature
        except OSError as error:
            logger.error("The static mirror cannot be read: %s", error)
            return None
        return file

    def headers_of(self, name: str) -> dict[str, str]:
        entry = self.manifest.files[name]
        is_page = entry["type"].startswith("text/html")
        headers = dict(self.manifest.headers if is_page else _HEADERS_OF_FILES)
        if "disposition" in entry:
            headers["Content-Disposition"] = entry["disposition"]
        return {**headers, "Content-Type": entry["type"], "Content-Length": str(entry["bytes"])}


class Mirrors:
    """The mirrors below a data directory.

    Args:
        is_signed: says whether the signature in a mirror's folder fits its manifest; others are not served.
    """

    def __init__(self, data: Path, is_signed: Callable[[Path], bool] = lambda _folder: True) -> None:
        self._data, self._is_signed = data, is_signed
        self._mirrors: dict[Path, tuple[tuple[Path, int], _Mirror | None]] = {}

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer a request; None when the installation is to be asked instead."""
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace") or "/"
        if path.startswith(layout.OF_THE_INSTALLATION):
            return None
        mirror = self._mirror_of(environ.get("HTTP_HOST", ""))
        if mirror is None:
            return None
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._send(mirror, 503, layout.UNAVAILABLE, environ, start_response)
        for name in layout.candidates(path, environ.get("QUERY_STRING", "")):
            if name in mirror.manifest.files:
                return self._send(mirror, 200, name, environ, start_response)
        if path.startswith(layout.FILES_OF_BOTH):
            return None
        return self._send(mirror, 404, layout.NOT_FOUND, environ, start_response)

    def _send(
        self, mirror: _Mirror, status: int, name: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        file = mirror.file(name) if name in mirror.manifest.files else None
        if file is None:
            start_response(_line(503), [("Content-Length", "0"), ("Retry-After", _RETRY_SECONDS)])
            return []
        headers = mirror.headers_of(name)
        if status == 503:
            headers["Retry-After"] = _RETRY_SECONDS
        if status == 200:
            headers["ETag"] = f'"{mirror.manifest.files[name]["sha256"][:32]}"'
            if headers["ETag"] in environ.get("HTTP_IF_NONE_MATCH", ""):
                del headers["Content-Length"]
                start_response(_line(304), list(headers.items()))
                return []
        start_response(_line(status), list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else FileWrapper(file.open("rb"))

    def _mirror_of(self, host: str) -> _Mirror | None:
        home = layout.folder_of(self._data, host)
        if home is None:
            return None
        try:
            # Not the link: a mirror that is put up meanwhile must not be mixed with this one.
            folder = Path(os.path.realpath(home / layout.CURRENT))
            status = (folder / layout.MANIFEST).stat()
        except OSError:
            return None
        stamp = folder, status.st_ctime_ns
        known = self._mirrors.get(home)
        if known is None or known[0] != stamp:
            known = self._mirrors[home] = stamp, self._read(folder)
        return known[1]

    def _read(self, folder: Path) -> _Mirror | None:
        try:
            if self._is_signed(folder):
                return _Mirror(folder, Manifest.read(folder))
            logger.error("The static mirror in %s is not signed by this installation.", folder)
        except (OSError, ValueError) as error:
            logger.error("The static mirror in %s cannot be read: %s", folder, error)
        return None


def _line(status: int) -> str:
    return f"{status} {responses[status]}"
