"""Releasing a page in an emergency, and the list of all that were."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sites.editorial import emergency
from sites.editorial.models import EmergencyRelease
from sites.registry.office.own_sites import MomentColumn, OwnSitesReport


class ReleaseView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for the written reason, shows what would go out, and lets it go."""

    template_name = "sites_editorial/emergency.html"
    page_title = gettext_lazy("Emergency release")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        self.refusal = emergency.reason_against(self.page, request.user)
        if self.refusal and not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = request.POST.get("reason", "")
        if request.POST.get("revision") != str(self.page.latest_revision_id):
            error = _("The text was changed while you were reading. Read the new version, then decide.")
            return self._ask_again(error, reason)
        try:
            emergency.release(self.page, request.user, reason)
        except ValidationError as refusal:
            return self._ask_again(" ".join(refusal.messages), reason)
        except PermissionDenied as refusal:
            return self._ask_again(str(refusal), reason)
        done = _("“%(title)s” is public and waits for its approval.")
        messages.success(request, done % {"title": self.get_page_subtitle()})
        return redirect("wagtailadmin_home")

    def _ask_again(self, error: str, reason: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(error=error, reason=reason), status=422)

    def get_context_data(self, **kwargs: Any) -> dict:
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "refusal": self.refusal,
            "hours": emergency.approve_within_hours(),
            "preview_url": reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
        }


class PageColumn(Column):
    def get_value(self, instance: EmergencyRelease) -> str:
        url = reverse("wagtailadmin_pages:history", args=[instance.page_id])
        return format_html('<a href="{}">{}</a>', url, instance.page.get_admin_display_title())


class OutcomeColumn(Column):
    def get_value(self, instance: EmergencyRelease) -> str:
        overdue = not instance.outcome and instance.approve_by < timezone.now()
        return _("overdue") if overdue else instance.get_outcome_display()


class ReleasesView(OwnSitesReport):
    """Every emergency release of the reader's sites, the latest first; of all sites for who inspects them."""

    page_title = gettext_lazy("Emergency releases")
    header_icon = "warning"
    model = EmergencyRelease
    related = ("page", "released_by")
    file_name = "emergency"
    index_url_name = "sites_editorial:emergency_releases"
    index_results_url_name = "sites_editorial:emergency_releases_results"
    columns = [
        PageColumn("page", label=gettext_lazy("page")),
        Column("site_name", label=gettext_lazy("site")),
        Column("released_by", label=gettext_lazy("released by")),
        MomentColumn("released_at", label=gettext_lazy("released at")),
        Column("reason", label=gettext_lazy("reason")),
        MomentColumn("approve_by", label=gettext_lazy("to be approved by")),
        OutcomeColumn("outcome", label=gettext_lazy("outcome")),
    ]
    list_export = [
        "page_id", "page", "site_code", "released_by", "released_at", "reason", "approve_by", "outcome",
        "closed_at",
    ]  # fmt: skip
