"""How often one client may ask. The rooms above know how to count: one of them says it with `counts`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

# A minute. Many readers may share one address: a school, an office.
LIMITS: Final = {"pages": 300, "suggestions": 900, "feeds": 60, "programs": 120}
SECONDS: Final = 60
# Whether a client does this at most so many times in so many seconds, this time included.
Count = Callable[[str, HttpRequest, int, int], bool]
_count: list[Count] = []


def counts(function: Count) -> Count:
    """Let `function` count how often a client asks."""
    _count[:] = [function]
    return function


def limited(what: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Have a view answer 429 to who asks more often than `LIMITS` says."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if all(count(f"search-{what}", request, LIMITS[what], SECONDS) for count in _count):
                return view(request, *args, **kwargs)
            text = _("You search very often. Please wait a minute, then try again.")
            headers = {"Retry-After": str(SECONDS)}
            return HttpResponse(text, status=429, content_type="text/plain; charset=utf-8", headers=headers)

        return answer

    return decorate
