"""这页对您有用吗？: the answers of readers, of which only the number is kept.

The form stands on stored pages, so there is no token in it: who sends it is told by the browser.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page, Site

from sites.protection.rates import is_within

from . import lines
from .here import is_from_here
from .log import log
from .terms import terms

WINDOW, DAY = 600, 24 * 3600


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def useful(request: HttpRequest) -> HttpResponse:
    """Count an answer and thank for it.

    Fields: `page`, key of a public page of this site; `answer`, one of the codes of the data file. What does
    not fit is told with 400, what another website had a reader send with 403, what is too much with 429.
    """
    if request.method != "POST":
        return _page(request, _asked_page(request, request.GET.get("page", "")))
    if not is_from_here(request):
        sentence = _("The answer was not sent from a page of this website. Open the page and answer there.")
        return _page(request, None, 403, sentence)
    if not is_within("useful", request, terms().in_ten_minutes, WINDOW):
        sentence = _("Too many answers came from your network. Please try again in ten minutes.")
        response = _page(request, None, 429, sentence)
        response["Retry-After"] = str(WINDOW)
        return response
    page, answer = _asked_page(request, request.POST.get("page", "")), request.POST.get("answer", "")
    if page is None or answer not in terms().answers:
        sentence = _("The answer does not belong to a page of this website. Open the page and answer there.")
        return _page(request, page, 400, sentence)
    _write_down(request, page, answer)
    response = HttpResponseRedirect(f"{reverse('useful')}?{urlencode({'page': page.pk})}")
    response.status_code = 303
    return response


def _write_down(request: HttpRequest, page: Page, answer: str) -> None:
    """Have an answer counted, unless somebody at the same address gave enough of them to this page today."""
    line = lines.of(lines.ANSWERED, request.get_host(), f"{page.pk} {answer}")
    if line is not None and is_within(f"useful-{page.pk}", request, terms().of_a_page_in_a_day, DAY):
        log().append(line)


def _asked_page(request: HttpRequest, key: str) -> Page | None:
    """The public page of this site with the key `key`."""
    site = Site.find_for_request(request)
    if site is None or not (key.isascii() and key.isdecimal() and len(key) < 10):
        return None
    pages = Page.objects.live().public().filter(path__startswith=site.root_page.path, pk=int(key))
    return pages.first()


def _page(request: HttpRequest, page: Page | None, status: int = 200, sentence: str = "") -> HttpResponse:
    context = {"sentence": sentence, "back": page.get_url(request) if page else "/", "subject": page}
    response = render(request, "sites_delivery/useful.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
