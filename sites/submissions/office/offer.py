"""Offering a public page to a column of another site."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from sites.registry.models import SiteRecord
from sites.submissions import operations
from sites.submissions.models import ReceivingColumn


class OfferForm(forms.Form):
    """Where a page is offered to, why, and until when an answer is needed."""

    column = forms.TypedChoiceField(
        label=gettext_lazy("Offered to"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a column that takes submissions.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it concerns them"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    answer_by = forms.DateField(
        label=gettext_lazy("Answer needed by"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("Left empty, the usual time counts."),
    )

    def __init__(self, *args: Any, columns: list[ReceivingColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(
            SiteRecord.objects.filter(code__in={row.site_code for row in columns}).values_list(
                "code", "site__site_name"
            )
        )
        choices = [(row.page_id, f"{names.get(row.site_code, '')} · {row.page.title}") for row in columns]
        self.fields["column"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["column"].initial = choices[0][0]

    def clean_answer_by(self) -> datetime.datetime | None:
        day = self.cleaned_data["answer_by"]
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time(18))) if day else None


class OfferView(WagtailAdminTemplateMixin, TemplateView):
    """The form, and whom the page was offered to before."""

    template_name = "sites_submissions/offer.html"
    page_title = gettext_lazy("Offer to another site")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not operations.may_offer(self.page, request.user):
            raise PermissionDenied
        self.columns = operations.columns_for(self.page)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = OfferForm(request.POST, columns=self.columns)
        if form.is_valid():
            chosen = {row.page_id: row.page for row in self.columns}[form.cleaned_data["column"]]
            said = form.cleaned_data
            try:
                made = operations.offer(self.page, chosen, request.user, said["reason"], said["answer_by"])
            except ValidationError as refusal:
                form.add_error(None if not hasattr(refusal, "error_dict") else "answer_by", refusal.messages)
            else:
                messages.success(request, _("Offered. You will see the answer under “Submissions”."))
                return redirect("sites_submissions:submission", made.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict:
        form = kwargs.pop("form", None) or OfferForm(columns=self.columns)
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "form": form if self.columns else None,
            "earlier": self.page.submissions.select_related("column")[:20],
        }
