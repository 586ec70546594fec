"""Serves pictures in the sizes pages use. Originals, and whatever else is stored, have no address."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .sending import send_file

_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif"}
# A changed picture gets a new name, so a name never changes its content.
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Send `MEDIA_ROOT/images/<name>`; in production the web server sends the same folder."""
    folder = (Path(settings.MEDIA_ROOT) / "images").resolve()
    path = (folder / name).resolve()
    content_type = _TYPES.get(path.suffix)
    if path.parent != folder or content_type is None or not path.is_file():
        raise Http404
    return send_file(request, path, content_type, _FOR_EVER)


@require_safe
def nothing(request: HttpRequest, name: str) -> HttpResponse:
    raise Http404
