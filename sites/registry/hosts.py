"""Answers only to the host names of registered sites."""

from __future__ import annotations

import threading
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site

# Another process may have registered a site; a minute is soon enough to notice.
_REFRESH_SECONDS = 60
_lock = threading.Lock()
_known: dict[str, object] = {"hosts": frozenset(), "read_at": 0.0}


def registered_hosts(refresh: bool = False) -> frozenset[str]:
    """Host names of all registered sites, read from the database at most once a minute."""
    with _lock:
        stale = time.monotonic() - _known["read_at"] > _REFRESH_SECONDS
        if refresh or stale or not _known["read_at"]:
            _known["hosts"] = frozenset(Site.objects.values_list("hostname", flat=True))
            _known["read_at"] = time.monotonic()
        return _known["hosts"]


class RegisteredHostMiddleware:
    """Refuse a request whose Host header names no registered site.

    Django's ALLOWED_HOSTS is fixed when a process starts; sites are made while it runs.
    """

    # The load balancer asks by address, not by name.
    EXEMPT_PATHS = ("/healthz",)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in self.EXEMPT_PATHS or self._is_known(request):
            return self.get_response(request)
        return HttpResponse(
            "本服务器没有以此域名登记的网站，请核对网址。\nNo site of this server answers to this host name.\n",
            status=400,
            content_type="text/plain; charset=utf-8",
        )

    def _is_known(self, request: HttpRequest) -> bool:
        host, _port = split_domain_port(request.META.get("HTTP_HOST", request.META["SERVER_NAME"]))
        if host in settings.EXTRA_HOSTS or host in registered_hosts():
            return True
        # A site made a moment ago by another process must not wait for the next minute.
        return bool(host) and Site.objects.filter(hostname=host).exists() and host in registered_hosts(True)
