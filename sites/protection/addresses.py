"""Which address a request came from, when reverse proxies of our own stand in between."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw.

    Each proxy appends the address it was called from to X-Forwarded-For. With `PROXY_COUNT` proxies of
    our own, that many entries from the right are true; whatever stands before them, the client may have
    written himself. Without proxies the header is worth nothing.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.PROXY_COUNT <= len(forwarded):
        return direct
    try:
        return str(ip_address(forwarded[-settings.PROXY_COUNT].strip()))
    except ValueError:
        return direct
