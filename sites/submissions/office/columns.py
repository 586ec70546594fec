"""Which columns of one's sites take submissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sites.registry.admin_scope import below
from sites.submissions import operations
from sites.submissions.models import ReceivingColumn


class ColumnForm(forms.Form):
    column = forms.ModelChoiceField(
        label=gettext_lazy("Column"),
        queryset=Page.objects.none(),
        error_messages={"required": gettext_lazy("Choose a column.")},
    )

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = operations.sites_received_by(user).values_list("site__root_page__path", flat=True)
        shut = Page.objects.live().filter(below("path", homes), receiving=None).order_by("path")
        holds = [
            page.pk
            for page in shut.only("pk", "content_type_id")
            if page.specific_class.allowed_subpage_models()
        ]
        self.fields["column"].queryset = shut.filter(pk__in=holds)  # type: ignore[attr-defined]


class ColumnsView(WagtailAdminTemplateMixin, TemplateView):
    """The columns that are open, and a form to open another."""

    template_name = "sites_submissions/columns.html"
    page_title = gettext_lazy("Columns that take submissions")
    header_icon = "folder-open-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        self.sites = operations.sites_received_by(request.user)
        if not self.sites.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def _own(self):
        return ReceivingColumn.objects.filter(site_code__in=self.sites.values("code")).select_related("page")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "close" in request.POST:
            key = request.POST["close"]
            opened = get_object_or_404(self._own(), pk=key if key.isdecimal() else None)
            operations.close_column(opened, request.user)
            messages.success(request, _("The column takes no further submissions."))
            return redirect(request.path)
        form = ColumnForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                operations.open_column(form.cleaned_data["column"], request.user)
            except ValidationError as refusal:
                form.add_error("column", refusal)
            else:
                messages.success(request, _("The column takes submissions now."))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict:
        form = kwargs.pop("form", None) or ColumnForm(user=self.request.user)
        return {**super().get_context_data(**kwargs), "rows": self._own(), "form": form}
