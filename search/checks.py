"""A SEARCH_URL that says nothing is told at start, not to the first reader who searches."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from .cluster.address import parse


@register()
def search_url_names_a_cluster(**kwargs: Any) -> list[CheckMessage]:
    if not settings.SEARCH_URL:
        return []
    try:
        parse(settings.SEARCH_URL)
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="docs/operations.md", id="search.E001")]
    return []
