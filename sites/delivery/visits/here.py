"""Whether a page of the site that is asked sent a request: stored pages have no token in their forms."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

_OWN = {"same-origin", "none"}


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form. Old browsers tell by Origin or Referer only."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in _OWN
    origin = request.headers.get("Origin", request.headers.get("Referer", ""))
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False
