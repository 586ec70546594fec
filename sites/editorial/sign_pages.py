"""What the holder of a signing link meets: the text, the code, the decision; nobody signs in for it.

Mail scanners and chat programs fetch every address they see, so GET neither sends nor changes anything.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page

from sites.media.models import SiteDocument
from sites.media.sending import send_file
from sites.pages import references
from sites.pages.texts import places

from . import codes, differences, separation, sign_links, signatories
from .models.signing import Obstacle, SignLink

OK = 200
_POLICY_HEADER = "Content-Security-Policy"
# Tighter than that of public pages: no script at all. The text stands in a frame.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
# How Wagtail writes the address of a document into a page.
_DOCUMENT = re.compile(rb'="/documents/(?=\d+/)')


class LinkView(View):
    """What all addresses of a link have in common: it is looked up, and nobody keeps what they show."""

    link: SignLink
    obstacle: Obstacle | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = sign_links.find(kwargs["token"])
        if found is None:
            raise Http404
        self.link = found
        self.obstacle = sign_links.obstacle(found, timezone.now())
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response.setdefault(_POLICY_HEADER, _POLICY)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response


# The token in the address is the proof that no other site can send: without it there is nothing to post to.
# So the page needs no cookie, which the browsers inside of chat programs lose.
@method_decorator(csrf_exempt, name="dispatch")
# Attempts are counted in a transaction of their own.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SignView(LinkView):
    """The page of a link."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        act = request.POST.get("act", "")
        try:
            if act == "send":
                sign_links.ask_for_code(self.link)
            elif act in {"approve", "return"}:
                self._decide(act == "approve")
            else:
                raise ValidationError(_("Choose whether you agree or return the text."))
        except sign_links.UnusableLinkError as refusal:
            self.obstacle = refusal.obstacle
            return self._show()
        except ValidationError as refusal:
            return self._show(" ".join(refusal.messages))
        except PermissionDenied as refusal:
            return self._show(str(refusal) or _("This step is not yours."))
        return HttpResponseRedirect(request.path + ("#decide" if act == "send" else ""))

    def _decide(self, approve: bool) -> None:
        posted = self.request.POST
        code, reason = posted.get("code", "")[:50], posted.get("reason", "")[:1000]
        sign_links.decide(self.link, code, approve=approve, reason=reason)

    def _show(self, error: str = "") -> HttpResponse:
        self.link.refresh_from_db()
        if self.obstacle is not None:
            shown = {"link": self.link, "obstacle": self.obstacle, "is_used": self.obstacle == Obstacle.USED}
            return render(
                self.request,
                "sites_editorial/sign_over.html",
                {**shown, "record": self.link.signatory.record},
                status=200 if shown["is_used"] else 410,
            )
        context = {**self._text(), **self._code(), "error": error}
        return render(self.request, "sites_editorial/sign.html", context, status=422 if error else 200)

    def _text(self) -> dict[str, Any]:
        link = self.link
        page, state = link.page, link.task_state.workflow_state
        version = link.revision.as_object()
        changes = differences.rows(places(page), places(version)) if page.live else []
        return {
            "link": link,
            "record": link.signatory.record,
            "title": version.title,
            "column": Page.objects.get(pk=page.pk).get_parent(),
            "state": state,
            "steps": separation.approvals(page, state),
            "is_new": not page.live,
            "rows": changes,
            # A page that only leads on has no look of its own.
            "fields": [] if version.answers_with == OK else places(version),
            "text_url": reverse("sign_text", args=[self.kwargs["token"]]),
        }

    def _code(self) -> dict[str, Any]:
        limits = sign_links.limits()
        return {
            "address": signatories.masked(codes.channel().address(self.link.signatory)),
            "minutes": limits.code_minutes,
            "digits": limits.code_digits,
            "sends_left": limits.sends - self.link.sends,
            "is_on_its_way": self.link.sends > self.link.sent,
            "reason": self.request.POST.get("reason", ""),
        }


class TextView(LinkView):
    """The version as readers will see it; in the frame on the page of the link without what surrounds it."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        if self.obstacle is not None:
            raise Http404
        version = self.link.revision.as_object()
        if version.answers_with != OK:
            raise Http404
        response = version.make_preview_request(request, version.default_preview_mode)
        own = reverse("sign", args=[token]).encode()
        # Documents are shut until the page is public; those on this version open through the link.
        content = _DOCUMENT.sub(b'="' + own + b"documents/", response.content)
        if "alone" in request.GET:
            style = f'<link rel="stylesheet" href="{static("css/sign-text.css")}">'.encode()
            content = content.replace(b"</head>", style + b"</head>", 1)
        response.content = content
        response["X-Frame-Options"] = "SAMEORIGIN"
        policy = response.get(_POLICY_HEADER, "")
        response[_POLICY_HEADER] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        return response


class DocumentView(LinkView):
    """A document that stands on the version."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, token: str, pk: str, filename: str) -> HttpResponseBase:
        shown = references.stored(self.link.revision.as_object())
        if self.obstacle is not None or ("document", pk) not in shown:
            raise Http404
        wanted = get_object_or_404(SiteDocument, pk=pk)
        path = Path(wanted.file.path)
        if wanted.filename != filename or not path.is_file():
            raise Http404
        response = send_file(request, path, wanted.content_type, "private, no-store")
        response["Content-Disposition"] = content_disposition_header(True, wanted.download_name) or "inline"
        return response
