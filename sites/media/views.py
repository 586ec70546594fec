"""Serves pictures in the sizes pages use, and documents to those who may have them.

Originals, and whatever else is stored, have no address.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from .models import SiteDocument
from .sending import send_file
from .visibility import may_open

_PICTURES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif"}
# The browser shows or plays these itself; everything else is saved.
_SHOWN_INLINE = frozenset({"application/pdf", "video/mp4", "audio/mpeg"})
# A changed picture gets a new name, so a name never changes its content.
_FOR_EVER = "public, max-age=31536000, immutable"
# Short, so that a withdrawn document is gone soon.
_BRIEFLY = "public, max-age=300"
_NEVER = "private, no-store"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send `MEDIA_ROOT/images/<name>`; in production the web server sends the same folder."""
    folder = (Path(settings.MEDIA_ROOT) / "images").resolve()
    path = (folder / name).resolve()
    content_type = _PICTURES.get(path.suffix)
    if path.parent != folder or content_type is None or not path.is_file():
        raise Http404
    return send_file(request, path, content_type, _FOR_EVER)


@require_safe
def nothing(request: HttpRequest, name: str) -> HttpResponseBase:
    raise Http404


@require_safe
def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Send a document, in Wagtail's stead, whose view knows neither ranges nor readable names.

    Whoever may not have it gets the same answer as if there were none: a refusal would tell that there is.
    """
    wanted = get_object_or_404(SiteDocument.objects.select_related("collection"), pk=document_id)
    # Processes that serve citizens only have no sessions, and so nobody signed in.
    user = getattr(request, "user", None) or AnonymousUser()
    path = Path(wanted.file.path)
    if wanted.filename != filename or not may_open(user, wanted) or not path.is_file():
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(wanted, request)
        if isinstance(answer, HttpResponse):
            return answer
    document_served.send(sender=SiteDocument, instance=wanted, request=request)
    # Whoever is not signed in got this far only because the document is public.
    cache_control = _NEVER if user.is_authenticated else _BRIEFLY
    response = send_file(request, path, wanted.content_type, cache_control)
    saved = wanted.content_type not in _SHOWN_INLINE
    response["Content-Disposition"] = content_disposition_header(saved, wanted.download_name) or "inline"
    return response
