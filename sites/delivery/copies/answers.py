"""Turns a copy into the answer to a request: the encoding its reader understands, or "not changed"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from .files import Copy

Headers = list[tuple[str, str]]


def answer(copy: Copy, accepted: str, known: str) -> tuple[int, Headers, bytes]:
    """Status, headers and body.

    Args:
        accepted: the header Accept-Encoding of the request.
        known: its header If-None-Match.
    """
    headers = [*copy.headers, ("Vary", "Accept-Encoding")]
    if known and _is_known(copy.etag, known):
        return 304, [pair for pair in headers if pair[0] not in {"Content-Type", "Content-Language"}], b""
    encoding = encoding_for(accepted)
    body = copy.bodies[encoding]
    if encoding != "identity":
        headers.append(("Content-Encoding", encoding))
    return 200, [*headers, ("Content-Length", str(len(body)))], body


def encoding_for(accepted: str) -> str:
    """The best encoding that a reader accepts."""
    qualities = dict(_quality(part) for part in accepted.lower().split(",") if part.strip())
    for encoding in ("br", "gzip"):
        if qualities.get(encoding, 0.0) > 0:
            return encoding
    return "identity"


def django_response(copy: Copy, request: HttpRequest) -> HttpResponse:
    status, headers, body = answer(
        copy, request.headers.get("Accept-Encoding", ""), request.headers.get("If-None-Match", "")
    )
    response = HttpResponse(body, status=status)
    if status == 304:
        del response["Content-Type"]
    for name, value in headers:
        response[name] = value
    return response


def _quality(part: str) -> tuple[str, float]:
    name, _semicolon, rest = part.strip().partition(";")
    try:
        return name.strip(), float(rest.strip().removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0.0


def _is_known(etag: str, known: str) -> bool:
    tags = {tag.removeprefix("W/") for tag in parse_etags(known)}
    return "*" in tags or etag in tags
