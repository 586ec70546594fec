"""The register of external hosts: what links may lead to without being asked about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.editorial.rules import hosts
from sites.registry.models import SiteRecord
from sites.registry.office.rights import managed_sites

PAGE_SIZE = 50


class HostForm(forms.Form):
    host = forms.CharField(label=gettext_lazy("Host"), max_length=200)
    record = forms.ModelChoiceField(SiteRecord.objects.none(), label=gettext_lazy("Site"), required=False)
    reason = forms.CharField(label=gettext_lazy("What was reviewed, and why it is linked"), max_length=200)
    is_government = forms.BooleanField(
        label=gettext_lazy("of a government or public body"),
        help_text=gettext_lazy("Readers go there without being told that they leave the government website."),
        required=False,
    )

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.fields["record"]
        record.queryset = managed_sites(user).select_related("site").order_by("site__site_name")
        record.required = not user.is_superuser
        record.empty_label = _("All sites") if user.is_superuser else None

    def clean_host(self) -> str:
        return hosts.host_name(self.cleaned_data["host"])


class HostsView(WagtailAdminTemplateMixin, TemplateView):
    """Lists, adds and drops reviewed hosts. For those who manage a site."""

    template_name = "sites_editorial/hosts.html"
    page_title = gettext_lazy("Reviewed hosts")
    header_icon = "link-external"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not managed_sites(request.user).exists() and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "drop" in request.POST:
            return self._drop(request.POST["drop"])
        form = HostForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                reviewed = hosts.review(**form.cleaned_data, by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Links to “%(host)s” are reviewed.") % {"host": reviewed})
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _drop(self, key: str) -> HttpResponse:
        user = self.request.user
        reviewed = get_object_or_404(hosts.seen_by(user), pk=key if key.isdecimal() else None)
        hosts.drop(reviewed, user)
        messages.success(self.request, _("“%(host)s” is no longer reviewed.") % {"host": reviewed})
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(hosts.seen_by(user), PAGE_SIZE).get_page(self.request.GET.get("p"))
        managed = set(managed_sites(user).values_list("pk", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "rows": page,
            "managed": managed,
            "form": kwargs.get("form") or HostForm(user=user),
        }
