"""Turns the one address of the style sheet into that of the reader's own, before copies are looked for.

So pages are the same for everybody, and so are the style sheets; only which one is sent depends on a cookie.
nginx does the same (`deploy/nginx/maps.conf`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..copies.front import Application, Environ, StartResponse
from .mode import chosen

ADDRESS = "/mode.css"


class ModeByCookie:
    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != ADDRESS:
            return self.application(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            # What was chosen is nobody else's, and may be chosen otherwise in a moment.
            kept = [pair for pair in headers if pair[0].lower() != "cache-control"]
            return start_response(status, [*kept, ("Cache-Control", "private, no-cache")], *rest)

        mode = chosen(environ.get("HTTP_COOKIE", ""))
        return self.application({**environ, "PATH_INFO": f"/mode/{mode.name}.css"}, start)
