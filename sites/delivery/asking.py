"""Asks this installation, within the process, what it would answer to a citizen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from wagtail.models import Site

from sites.delivery.copies.making import MADE_ANEW
from sites.delivery.modes.front import ModeByCookie
from sites.registry.addresses import public_root


@dataclass
class Answer:
    """An answer whose body is read once, in parts.

    Attributes:
        headers: by name in lower case.
    """

    status: int
    headers: dict[str, str]
    body: Iterable[bytes]

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "application/octet-stream")


class Application:
    """The public side of one site. A page that has a copy is answered from it, unless all is `made_anew`."""

    def __init__(self, site: Site, *, made_anew: bool = False) -> None:
        self._more = {MADE_ANEW: True} if made_anew else {}
        self._root = urlsplit(public_root(site))
        self._handler = ModeByCookie(WSGIHandler())

    @contextmanager
    def ask(self, path: str, query: str = "") -> Iterator[Answer]:
        """What a reader without cookies gets at a path (decoded)."""
        begun: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
            begun["status"] = int(status.split()[0])
            begun["headers"] = {name.lower(): value for name, value in headers}

        start_response: Any = start
        body: Any = self._handler(self._environ(path, query), start_response)
        with closing(body):
            yield Answer(begun["status"], begun["headers"], body)

    def request(self, path: str, page: int) -> WSGIRequest:
        """A request as the application gets it, for what only the mirror has."""
        return WSGIRequest(self._environ(path, f"page={page}"))

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        environ: dict[str, Any] = {
            "HTTP_HOST": self._root.netloc,
            "SERVER_NAME": self._root.hostname,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self._root.scheme,
            # WSGI wants bytes in the guise of Latin-1.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "wsgi.input": io.BytesIO(),
            **self._more,
        }
        if settings.SECURE_PROXY_SSL_HEADER:
            name, value = settings.SECURE_PROXY_SSL_HEADER
            if self._root.scheme == "https":
                environ[name] = value
        setup_testing_defaults(environ)
        return environ
