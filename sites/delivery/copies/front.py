"""Answers from copies before Django is asked: the WSGI application around the application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http.client import responses
from typing import Any

from django.conf import settings

from .address import Address
from .answers import answer
from .machines import catch_up
from .release import begin
from .store import store

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class CopiesFirst:
    """`application`, asked only for what has no copy."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._store = store()
        if self._store is not None:
            begin(self._store)
            catch_up(self._store)
        self._secure_header, self._secure_value = settings.SECURE_PROXY_SSL_HEADER or ("", "")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if self._store is None or method not in {"GET", "HEAD"} or self._must_redirect(environ):
            return self.application(environ, start_response)
        path = environ.get("PATH_INFO", "")
        address = Address.of(environ.get("HTTP_HOST", ""), path, environ.get("QUERY_STRING", ""))
        copy = self._store.find(address) if address else None
        if copy is None:
            return self.application(environ, start_response)
        status, headers, body = answer(
            copy, environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", "")
        )
        start_response(f"{status} {responses[status]}", headers)
        return [] if method == "HEAD" else [body]

    def _must_redirect(self, environ: Environ) -> bool:
        """Whether Django would lead the reader to https first."""
        if not settings.SECURE_SSL_REDIRECT:
            return False
        return bool(environ.get(self._secure_header) != self._secure_value)
