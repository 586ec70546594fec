"""Sends a stored file so that nothing in it can run, in parts where a player asks for parts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
# In older Chromium the viewer for PDF does not start in a sandbox; without one nothing in a PDF runs either.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; frame-ancestors 'self'"
)
_SANDBOX = f"sandbox; {_POLICY}"


def send_file(request: HttpRequest, path: Path, content_type: str, cache_control: str) -> HttpResponseBase:
    """Return `path` as 200, 206 (one range), 304 or 416, with headers under which nothing runs."""
    status = path.stat()
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(status.st_mtime))
    response = unchanged or _content(request, path, status.st_size, etag)
    if not unchanged:
        response["Content-Type"] = content_type
        response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(status.st_mtime)
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY if content_type == "application/pdf" else _SANDBOX
    return response


def _content(request: HttpRequest, path: Path, size: int, etag: str) -> HttpResponseBase:
    wanted = _wanted_range(request, size, etag)
    if wanted is None:
        response = FileResponse(path.open("rb"))
        response["Content-Length"] = size
        return response
    first, last = wanted
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = path.open("rb")
    file.seek(first)
    part = FileResponse(_Part(file, last - first + 1), status=206)
    part["Content-Length"] = last - first + 1
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part


def _wanted_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return the first and last byte asked for; first > last cannot be satisfied; None means all.

    Several ranges in one request, or a range of another version, get the whole file, as RFC 9110 allows.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not match or request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    start, end = match.groups()
    if start:
        return int(start), min(int(end), size - 1) if end else size - 1
    if not end:
        return None
    return (max(size - int(end), 0), size - 1) if int(end) else (size, 0)


class _Part:
    """The next `length` bytes of an open file."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self._file = file
        self._left = length

    def read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()
