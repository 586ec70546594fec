"""Withdrawing a page: asking, signing, the receipt, the list of all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sites.editorial import withdrawal
from sites.editorial.models import Withdrawal
from sites.registry.models import SiteRecord
from sites.registry.office.own_sites import MomentColumn, OwnSitesReport


class RequestForm(forms.Form):
    """Why a page shall come down. What is missing is told by the operation, in its own words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=lambda: [(kind.code, kind.name) for kind in withdrawal.kinds().values()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the page is withdrawn.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reason of the withdrawal.")},
    )


class WithdrawView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for a withdrawal, or signs the one that was asked for."""

    template_name = "sites_editorial/withdraw.html"
    page_title = gettext_lazy("Withdrawal")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not withdrawal.may_request(self.page, request.user):
            raise PermissionDenied
        self.asked = Withdrawal.objects.requested().filter(page_id=self.page.pk).first()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = RequestForm(request.POST)
        try:
            if self.asked is not None:
                return self._decide(self.asked)
            if form.is_valid():
                made = withdrawal.request(self.page, request.user, **form.cleaned_data)
                made.refresh_from_db()
                return self._answer(made)
        except (ValidationError, PermissionDenied) as refusal:
            said = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            return self._ask_again(form, " ".join(said))
        return self._ask_again(form, "")

    def _decide(self, asked: Withdrawal) -> HttpResponse:
        opinion, by = self.request.POST.get("opinion", ""), self.request.user
        if self.request.POST.get("decision") == "sign":
            withdrawal.sign(asked, by, opinion)
        elif self.request.POST.get("decision") == "refuse":
            withdrawal.refuse(asked, by, opinion)
        else:
            raise ValidationError(_("Choose whether the page comes down or stays."))
        asked.refresh_from_db()
        return self._answer(asked)

    def _answer(self, made: Withdrawal) -> HttpResponse:
        if made.state == Withdrawal.State.SIGNED:
            messages.success(self.request, _("The page is withdrawn. Its addresses are being checked."))
            return redirect("sites_editorial:receipt", made.pk)
        if made.state == Withdrawal.State.REFUSED:
            messages.success(self.request, _("The page stays."))
        else:
            messages.success(self.request, _("The withdrawal waits for a signer."))
        return redirect("wagtailadmin_home")

    def _ask_again(self, form: RequestForm, error: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, error=error), status=422)

    def get_context_data(self, **kwargs: Any) -> dict:
        user = self.request.user
        may_sign = (
            self.asked is not None
            and self.asked.requested_by_id != user.pk
            and withdrawal.may_decide(self.page, user)
        )
        return {
            "form": RequestForm(),
            "opinion": self.request.POST.get("opinion", ""),
            **super().get_context_data(**kwargs),
            "page": self.page,
            "asked": self.asked,
            "kind": withdrawal.kinds()[self.asked.kind] if self.asked else None,
            "may_sign": may_sign,
        }


def _of_user(user) -> QuerySet[Withdrawal]:
    codes = SiteRecord.objects.of_user(user).values("code")
    return Withdrawal.objects.filter(site_code__in=codes)


class ReceiptView(WagtailAdminTemplateMixin, TemplateView):
    """What every public address of a withdrawn page answered, and when."""

    template_name = "sites_editorial/receipt.html"
    page_title = gettext_lazy("Receipt of a withdrawal")
    header_icon = "download"

    def get_breadcrumbs_items(self):
        url = reverse("sites_editorial:withdrawals")
        above = {"url": url, "label": ListView.page_title}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict:
        found = _of_user(self.request.user).select_related("page", "requested_by", "decided_by")
        receipt = found.filter(pk=self.kwargs["pk"]).first()
        if receipt is None:
            raise Http404
        return {
            **super().get_context_data(**kwargs),
            "receipt": receipt,
            "kind": withdrawal.kinds()[receipt.kind],
            "lines": receipt.lines.all(),
        }


class PageColumn(Column):
    def get_value(self, instance: Withdrawal) -> str:
        name = "withdraw" if instance.state == Withdrawal.State.REQUESTED else "receipt"
        key = instance.page_id if name == "withdraw" else instance.pk
        url = reverse(f"sites_editorial:{name}", args=[key])
        return format_html('<a href="{}">{}</a>', url, instance.page.get_admin_display_title())


class KindColumn(Column):
    def get_value(self, instance: Withdrawal) -> str:
        return withdrawal.kinds()[instance.kind].name


class ListView(OwnSitesReport):
    """Every withdrawal of the reader's sites, the latest first."""

    page_title = gettext_lazy("Withdrawals")
    header_icon = "download"
    model = Withdrawal
    related = ("page", "requested_by", "decided_by")
    file_name = "withdrawals"
    index_url_name = "sites_editorial:withdrawals"
    index_results_url_name = "sites_editorial:withdrawals_results"
    columns = [
        PageColumn("page", label=gettext_lazy("page")),
        Column("site_name", label=gettext_lazy("site")),
        KindColumn("kind", label=gettext_lazy("kind")),
        Column("requested_by", label=gettext_lazy("requested by")),
        Column("decided_by", label=gettext_lazy("decided by")),
        MomentColumn("decided_at", label=gettext_lazy("decided at")),
        Column("get_state_display", label=gettext_lazy("state")),
    ]
    list_export = [
        "page_id", "page", "site_code", "kind", "reason", "state", "requested_by", "requested_at",
        "decided_by", "decided_at", "opinion", "confirmed_at",
    ]  # fmt: skip
