"""The style sheet of each mode, and where a reader chooses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from ..copies import tags
from ..copies.making import copied
from ..models import GreyPeriod
from .forms import ModeForm
from .mode import CONTRAST, COOKIE, ELDER, MODES, Mode, chosen

YEAR = 365 * 24 * 3600
# What a page has a button for.
SWITCHES = (ELDER, CONTRAST)


@require_safe
@copied
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """The style sheet of a mode, grey on days of mourning."""
    mode = MODES.get(name)
    site = Site.find_for_request(request)
    if mode is None or site is None:
        raise Http404
    tags.collect(tags.GREY)
    parts = [*mode.parts, *(["grey"] if GreyPeriod.objects.is_grey(site) else [])]
    return HttpResponse("\n".join(map(_rules, parts)), content_type="text/css; charset=utf-8")


# No token: pages are the same for everybody. Whoever makes a reader send this changes how pages look to him.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Ask how pages shall look, or remember it and lead back to where the reader was."""
    present = chosen(request.headers.get("Cookie", ""))
    switch = request.POST.get("switch")
    if switch in SWITCHES:
        return _remembered(request, present.switched(switch), _came_from(request))
    form = ModeForm(request.POST or None, initial={"size": present.size, "contrast": present.contrast})
    if form.is_valid():
        return _remembered(request, Mode(**form.cleaned_data), request.path)
    return render(request, "sites_delivery/modes.html", {"form": form}, status=400 if form.errors else 200)


def _remembered(request: HttpRequest, mode: Mode, address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    response.set_cookie(
        COOKIE, mode.name, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


def _came_from(request: HttpRequest) -> str:
    """The page with the button, or the choice itself when the browser does not tell."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return reverse("mode")
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _rules(part: str) -> str:
    file = finders.find(f"css/modes/{part}.css")
    if file is None:
        raise FileNotFoundError(f"There is no style sheet of the mode {part}.")
    return Path(file).read_text(encoding="utf-8")
