"""Error pages that say what to do next, and answers for programs that ask for JSON."""

from __future__ import annotations

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

# How soon programs are told to ask again when the database does not answer.
RETRY_SECONDS = 60


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Whatever is wrong with the request may be wrong with what a template reads from it.
    return _without_request(request, 400, _("The request could not be understood."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _with_frame(request, 403, _("You may not open this page."))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _with_frame(request, 404, _("There is no page at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a failure; without the database it says what works all the same."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = _without_request(request, 503, _("This page cannot be opened just now."))
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    return _without_request(request, 500, _("The page cannot be shown just now."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came back without its token: cookies are off, or it lay open for too long."""
    logger.warning("CSRF: %s (%s)", reason, request.path)
    sentence = _("The form has expired. Go back, reload the page and send the form again.")
    return _with_frame(request, 403, sentence)


def _with_frame(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if _wants_json(request):
        return _json(status, sentence)
    response = render(request, f"{status}.html", {"sentence": sentence}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _without_request(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """Touch neither database nor session nor context processors: any of them may be what failed."""
    if _wants_json(request):
        return _json(status, sentence)
    try:
        response = HttpResponse(get_template(f"{status}.html").render(), status=status)
    except Exception:
        logger.exception("The page for status %s cannot be rendered", status)
        response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _json(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"status": status, "message": sentence}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted
