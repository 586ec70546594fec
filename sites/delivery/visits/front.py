"""Writes down which pages are read, whoever answers: the outermost WSGI application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from sites.delivery.copies.address import LONGEST_REMEMBERED
from sites.delivery.copies.front import Application, Environ, StartResponse

from .lines import is_robot, of_reading
from .log import log

# A reader whose browser has the page already (304) reads it once more.
_SEEN = ("200", "304")


def noted(application: Application) -> Application:
    """`application` with its visits written down, unless the proxy in front does it: nobody counts twice."""
    return application if settings.VISITS_LOG else VisitsNoted(application)


class VisitsNoted:
    """`application`; each page it sends to a reader is a line in the log."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._log = log()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        line = of_reading(environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", ""))
        if (
            line is None
            or environ["REQUEST_METHOD"] != "GET"
            or is_robot(environ.get("HTTP_USER_AGENT", "")[:LONGEST_REMEMBERED])
        ):
            return self.application(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if status[:3] in _SEEN:
                self._log.note(line)
            return start_response(status, headers, *rest)

        return self.application(environ, start)
