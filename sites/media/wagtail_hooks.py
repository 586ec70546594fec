"""What happens when somebody asks for a document."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from wagtail import hooks
from wagtail.documents.models import document_served

from sites.accounts.models import User

from .models import SiteDocument
from .sending import send_file
from .visibility import may_open

# The browser shows or plays these itself; everything else is saved.
SHOWN_INLINE = frozenset({"application/pdf", "video/mp4", "audio/mpeg"})
# Short, so that a withdrawn document is gone soon.
_PUBLIC = "public, max-age=300"
_STAFF_ONLY = "private, no-store"


def _user(request: HttpRequest) -> User | AnonymousUser:
    """Processes that serve citizens only have no sessions, and so nobody signed in."""
    return getattr(request, "user", None) or AnonymousUser()


@hooks.register("before_serve_document", order=-10)
def refuse_private_document(document: SiteDocument, request: HttpRequest) -> None:
    """Answer as if there were no document: a refusal would tell that there is one."""
    if not may_open(_user(request), document):
        raise Http404


@hooks.register("before_serve_document", order=100)
def send_document(document: SiteDocument, request: HttpRequest) -> HttpResponse:
    """Send it in Wagtail's stead, which knows neither ranges nor readable names."""
    path = Path(document.file.path)
    if not path.is_file():
        raise Http404
    document_served.send(sender=SiteDocument, instance=document, request=request)
    content_type = document.content_type
    # Whoever is not signed in got this far only because the document is public.
    response = send_file(
        request, path, content_type, _STAFF_ONLY if _user(request).is_authenticated else _PUBLIC
    )
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=content_type not in SHOWN_INLINE, filename=document.download_name
    )
    return response
