"""Reads public addresses of this installation as a citizen gets them, from what stands before citizens."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 10
# Enough for any list; the rest of a large file says nothing more.
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Visit:
    """What an address answered: `status` 0 when nobody answered; `text` the beginning of the body."""

    address: str
    status: int
    text: str = ""


def visit(address: str) -> Visit:
    """Fetch a public address from the front of this installation (`YIZHAN_FRONT`); redirects are an answer.

    The name in the address is sent as the host and never resolved: no call leaves the installation.
    """
    parts = urlsplit(address)
    host, _colon, port = settings.FRONT.rpartition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=TIMEOUT_SECONDS)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    # Behind the proxy the scheme is known by this header alone; caches are asked like everybody's browser.
    headers = {"Host": parts.netloc, "X-Forwarded-Proto": parts.scheme}
    try:
        connection.request("GET", path or "/", headers=headers)
        answer = connection.getresponse()
        text = answer.read(MOST_BYTES).decode("utf-8", errors="replace")
        return Visit(address, answer.status, text)
    except (OSError, http.client.HTTPException):
        return Visit(address, 0)
    finally:
        connection.close()
