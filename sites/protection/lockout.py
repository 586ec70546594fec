"""The answer to a sign-in that is locked after too many failures (django-axes, the only lockout)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Say what happened and when to try again (`AXES_LOCKOUT_CALLABLE`).

    Every failure during the lock starts it anew, so the time to wait counts from now.
    """
    wait = get_cool_off(request) or timedelta()
    context = {
        "failures": get_failure_limit(request, credentials),
        "minutes": round(wait.total_seconds() / 60),
        "again_at": timezone.localtime(timezone.now() + wait),
    }
    response = render(request, "sites_protection/locked_out.html", context, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response
