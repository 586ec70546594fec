"""Limits how often one address may do a thing; remembered in the cache only, where no address can be read."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .addresses import client_address


def is_within(what: str, request: HttpRequest, limit: int, seconds: int) -> bool:
    """Count that the client of `request` does `what`; whether that is at most `limit` times in `seconds`.

    With a cache of each process (`CACHE_URL`) every process counts for itself.
    """
    window = int(time.time()) // seconds
    who = salted_hmac(f"sites.protection.rates.{what}.{window}", client_address(request)).hexdigest()
    key = f"rate-{who}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:
        # The cache threw it out just now.
        return True
