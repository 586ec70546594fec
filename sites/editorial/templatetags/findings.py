"""Where the editor's script asks for findings on the page it is opened for."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.urls import reverse

register = template.Library()


@register.simple_tag
def findings_addresses(request: HttpRequest, page) -> dict[str, str]:
    """Address that checks the form, and the one that explains a finding (none before the first save)."""
    if page.pk:
        return {
            "check": reverse("sites_editorial:findings", args=[page.pk]),
            "explain": reverse("sites_editorial:explain", args=[page.pk]),
        }
    return {
        "check": reverse("sites_editorial:findings_new", kwargs=request.resolver_match.kwargs),
        "explain": "",
    }
