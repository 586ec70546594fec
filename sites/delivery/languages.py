"""Has everything that citizens read of a site speak the language of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from sites.registry.languages import language_of
from sites.registry.models import SiteLanguage

# Staff read Chinese, whatever the site they work on.
_OF_STAFF = ("/admin/", "/sign/")


class SiteLanguageMiddleware:
    """Stands right behind what finds the site of a request. A preview comes this way, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(_OF_STAFF):
            return self.get_response(request)
        # The thread has its own language again afterwards, whatever happens.
        with translation.override(language_of_request(request)):
            return self.get_response(request)


def language_of_request(request: HttpRequest) -> SiteLanguage:
    """The language of the site that is asked; Chinese for a host without a site."""
    return language_of(getattr(request, "_wagtail_site", None))
