"""The notice to readers who are about to leave the government's websites.

Links that lead outside go to a page that names the host and offers to go on. Their targets are sealed with
the key of the installation, so nobody can have this page lead readers anywhere else.

Source: 《政府网站发展指引》国办发〔2017〕47号: notice when a website that is no government's is opened.
"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from sites.editorial.models import ReviewedHost
from sites.editorial.rules.links import is_of
from sites.editorial.rules.registry import rules

from .copies import tags
from .copies.remembered import Remembered

_SEAL = Signer(salt="sites.delivery.leaving")

# Hosts that need no notice, but for those of the whole government.
_ours: Remembered[frozenset[str]] = Remembered()


def way_to(address: str) -> str:
    """What a link to `address` leads to: itself, or the notice before it. The same each time, for copies."""
    if not leads_outside(address):
        return address
    seal = _SEAL.signature(address)
    return f"{reverse('leaving')}?{urlencode({'to': address, 'seal': seal})}"


def leads_outside(address: str) -> bool:
    """Whether an address leads to a host that no government or public body is known to answer for."""
    scheme, host = _read(address)
    if scheme not in {"", "http", "https"} or (not scheme and host is None):
        return False
    if host is None:
        return True
    if is_of(host, rules()["links.host"].parameters["suffixes"]):
        return False
    tags.collect(tags.HOSTS)
    known = _ours.get("ours", _read_ours, lambda _found: [tags.HOSTS]) or frozenset()
    return not is_of(host, known)


def _read_ours() -> frozenset[str]:
    ours = Site.objects.order_by().values_list("hostname")
    of_government = ReviewedHost.objects.order_by().filter(is_government=True).values_list("host")
    return frozenset(host for (host,) in ours.union(of_government)) | settings.EXTRA_HOSTS


@require_safe
@never_cache
def notice(request: HttpRequest) -> HttpResponse:
    """Name the host that a link leads to; 400 unless this installation made the link."""
    address = request.GET.get("to", "")
    try:
        _SEAL.unsign(f"{address}{_SEAL.sep}{request.GET.get('seal', '')}")
    except BadSignature:
        return _noindex(render(request, "sites_delivery/leaving_refused.html", status=400))
    context = {"address": address, "host": _read(address)[1] or address, "back": _came_from(request)}
    return _noindex(render(request, "sites_delivery/leaving.html", context))


def _read(address: str) -> tuple[str, str | None]:
    """Scheme and host as a browser reads them, the host in ASCII; None when there is none to be read."""
    plain = address.strip().replace("\\", "/")
    try:
        parts = urlsplit(plain)
        host = (parts.hostname or "").encode("idna").decode().rstrip(".").lower()
    except ValueError:
        return "http", None
    # A browser takes any number of slashes for two.
    return parts.scheme or ("http" if plain.startswith("//") else ""), host or None


def _came_from(request: HttpRequest) -> str:
    """The page of this site with the link; the home page when the browser does not say."""
    page = request.headers.get("Referer", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"


def _noindex(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
