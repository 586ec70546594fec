"""Answers only to the host names of registered sites, and finds the site of a request once."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site

from .languages import host_in_other_language


def site_of_host(hostname: str) -> Site | None:
    """Return the site that answers to `hostname`, with its record, sponsor and home page loaded.

    `host_in_other_language` is the host at which the same government is read in the other language, or None.
    """
    related = ("record__sponsor", "record__supervising_body", "root_page")
    sites = Site.objects.select_related(*related).annotate(host_in_other_language=host_in_other_language())
    return sites.filter(hostname=hostname).first()


class RegisteredHostMiddleware:
    """Refuse a request whose Host header names no registered site.

    Django's ALLOWED_HOSTS is fixed when a process starts; sites are made while it runs.
    """

    # The load balancer asks by address, not by name.
    EXEMPT_PATHS = ("/healthz",)

    def __init__(self, get_response):
        self.get_response = get_response

    def find_site(self, hostname: str) -> Site | None:
        return site_of_host(hostname)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in self.EXEMPT_PATHS:
            return self.get_response(request)
        hostname, _port = split_domain_port(request.META.get("HTTP_HOST", request.META["SERVER_NAME"]))
        # Wagtail looks here before it asks the database for the site of a request.
        request._wagtail_site = self.find_site(hostname)
        if request._wagtail_site is None and hostname not in settings.EXTRA_HOSTS:
            return HttpResponse(
                "本服务器没有以此域名登记的网站，请核对网址。\nNo site here answers to this host name.\n",
                status=400,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)
