"""Sign-ins that are locked after too many failures (django-axes, the only lockout): who, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked_usernames() -> set[str]:
    """The user names with which nobody can sign in at present, from at least one address."""
    since = timezone.now() - (get_cool_off(None) or timedelta())
    # Axes keeps a row for each browser, and counts them together.
    failures = AccessAttempt.objects.filter(attempt_time__gt=since).order_by()
    counted = failures.values("username", "ip_address").annotate(failures=Sum("failures_since_start"))
    locked = counted.filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    return {name for name in locked.values_list("username", flat=True) if name}


def release(username: str) -> None:
    """Forget the failures of `username`, at every address."""
    reset(username=username)


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
