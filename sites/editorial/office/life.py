"""The whole life of a page on one screen, for auditors and for those who may edit it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sites.editorial import life, witnesses
from sites.ledger.desk import PERMISSION as AUDIT
from sites.ledger.models import Entry
from sites.ledger.verification import last_result
from sites.registry.admin_scope import record_at


class LifeView(WagtailAdminTemplateMixin, TemplateView):
    """Who did what to a page and when, and whether that can be relied on."""

    template_name = "sites_editorial/life.html"
    page_title = gettext_lazy("The whole life of the page")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Page.objects.filter(pk=kwargs["page_id"]).first()
        audits = request.user.has_perm(AUDIT)
        if found is None:
            return _what_is_left(kwargs["page_id"], audits)
        self.page = found.specific
        if not audits and not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.last_entry = witnesses.recorded(self.page).order_by("-number").first()
        if self.last_entry is None and not self.page.permissions_for_user(request.user).can_edit():
            # What was never handed in is a draft, and drafts are nobody's business but the site's.
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def title(self) -> str:
        """The public title; of what never was public, the one under which it was last handed in."""
        if self.page.first_published_at or self.last_entry is None:
            return self.page.title
        return self.last_entry.subject_title

    def get_page_subtitle(self) -> str:
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "title": self.title,
            "record": record_at(page.path),
            "state": _state(page),
            "address": page.get_full_url() if page.live else "",
            "holding": life.holding(page),
            "faults": list(life.faults(page)),
            "verified": last_result(),
            "events": life.events(page, self.request.GET.get("p", 1)),
        }


def _state(page: Page) -> str:
    if page.live:
        return _("public")
    return pgettext("page", "taken down") if page.first_published_at else _("not yet public")


def _what_is_left(page_id: int, audits: bool) -> HttpResponse:
    """The entries about a page that was deleted, on the desk, where only auditors come."""
    if not audits or not Entry.objects.about(Page(pk=page_id)).exists():
        raise Http404
    desk = reverse("sites_ledger:desk")
    return redirect(f"{desk}?subject_type={Page._meta.label_lower}&subject={page_id}")
