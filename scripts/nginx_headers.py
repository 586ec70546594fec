"""Writes the headers of published pages as nginx sends them: `python -m scripts.nginx_headers [FILE]`.

They are those of the production settings, so that a copy sent by nginx has what the installation sends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.utils.module_loading import import_string

FILE = Path(__file__).resolve().parents[1] / "deploy" / "nginx" / "headers.conf"
HEAD = "# In a location that sends copies. Written by `python -m scripts.nginx_headers`, never by hand.\n"
POLICY = "Content-Security-Policy"
# Those of settings.MIDDLEWARE that write headers of every answer.
WRITERS = (
    "django.middleware.security.SecurityMiddleware",
    "sites.delivery.headers.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


def headers() -> str:
    """The lines of the file."""
    from django.conf import settings
    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory

    answer: Callable[[HttpRequest], HttpResponse] = lambda _request: HttpResponse()  # noqa: E731
    for path in reversed([each for each in settings.MIDDLEWARE if each in WRITERS]):
        answer = import_string(path)(answer)
    made = answer(RequestFactory().get("/", secure=True))
    del made["Content-Type"]
    # Its directives come in any order.
    made[POLICY] = "; ".join(sorted(made[POLICY].split("; ")))
    made["Cache-Control"] = "no-cache"
    made["Vary"] = "Accept-Encoding"
    return HEAD + "".join(f'add_header {name} "{value}";\n' for name, value in sorted(made.items()))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.production"
    # Nothing is signed here.
    os.environ.setdefault("YIZHAN_SECRET_KEY", "headers need no secret")
    django.setup()
    (Path(sys.argv[1]) if sys.argv[1:] else FILE).write_text(headers())
