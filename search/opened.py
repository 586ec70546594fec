"""Hears which result a reader opened, so that the rooms above can count it; nothing is remembered here."""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.models import Site

from .asking import MOST_PAGES, PAGE_SIZE
from .best_bets import MOST_SHOWN
from .models import Entry
from .signals import opened as signal
from .text.typed import MAX_LENGTH

# Each character of a query may take up to twelve bytes.
MOST_BYTES = 12 * MAX_LENGTH + 100
LAST_PLACE = MOST_PAGES * PAGE_SIZE + MOST_SHOWN
_FORM = "application/x-www-form-urlencoded"
_MOST_DIGITS = 18


@csrf_exempt
@never_cache
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Tell the rooms above that somebody who searched for `q` opened the `result` at `place`.

    Browsers send it while they leave the page and read no answer, so what is wrong with it is told to nobody.
    No token is in it: it changes nothing that is anybody's.
    """
    found = _sent(request)
    if found is not None:
        query, place = found
        signal.send_robust(opened, request=request, query=query, place=place)
    return HttpResponse(status=204)


def _sent(request: HttpRequest) -> tuple[str, int] | None:
    """Query and place; None unless both can be, and the result can be found on some site."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_form = request.content_type == _FORM
    if not (is_form and length.isascii() and length.isdecimal() and 0 < int(length[:9]) <= MOST_BYTES):
        return None
    try:
        data = QueryDict(request.body, encoding="utf-8")
    except (SuspiciousOperation, UnreadablePostError):
        return None
    query, place, key = data.get("q", "").strip(), _number(data.get("place")), _number(data.get("result"))
    if not 0 < len(query) <= MAX_LENGTH or place is None or not 1 <= place <= LAST_PLACE or key is None:
        return None
    is_known = Site.find_for_request(request) is not None and Entry.objects.filter(pk=key).exists()
    return (query, place) if is_known else None


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number and text else None
