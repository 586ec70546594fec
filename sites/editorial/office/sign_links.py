"""Signing links in the office: making one for a text that waits for sign-off; who signs by links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_admin_base_url
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from sites.editorial import sign_links, signatories
from sites.editorial.models import Signatory, SignLink
from sites.registry.admin_access import open_to_members
from sites.registry.models import SiteRecord

PAGE_SIZE = 50

open_to_members(
    "sites_editorial:sign_link", "Making a link to sign a text of one's own site.", page_id="page"
)


class MakeLinkView(WagtailAdminTemplateMixin, TemplateView):
    """Makes a link and shows its address this once."""

    template_name = "sites_editorial/sign_link.html"
    page_title = gettext_lazy("Signing link")
    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not sign_links.may_make(self.page, request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_subtitle()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.POST.get("signatory", "")
        signatory = next((one for one in self._choices() if str(one.pk) == chosen), None)
        if signatory is None:
            return self.render_to_response(
                self.get_context_data(error=_("Choose who shall sign the text.")), status=422
            )
        try:
            made, token = sign_links.make(self.page, request.user, signatory)
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
            return self.render_to_response(self.get_context_data(error=error), status=422)
        # Shown in this answer and nowhere else: no session and no message keeps it.
        root = get_admin_base_url() or request.build_absolute_uri("/").rstrip("/")
        address = f"{root}{reverse('sign', args=[token])}"
        return self.render_to_response(self.get_context_data(made=made, address=address))

    def _choices(self) -> list[Signatory]:
        return sign_links.choices(self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = sign_links.waiting_step(self.page)
        open_links = SignLink.objects.open().filter(task_state=state).select_related("signatory", "made_by")
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "signatories": self._choices(),
            "open_link": open_links.first(),
            "limits": sign_links.limits(),
        }


class SignatoryForm(forms.ModelForm):
    """Registers a signatory; `signatories.register` checks what is entered."""

    class Meta:
        model = Signatory
        fields = ["record", "name", "post", "email", "mobile"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].queryset = SiteRecord.objects.select_related("site")

    def _post_clean(self) -> None:
        # The operation makes the row and checks it.
        pass


class SignatoriesView(WagtailAdminTemplateMixin, TemplateView):
    """Who signs by links in which site; registering and removing. For the security administrator."""

    template_name = "sites_editorial/signatories.html"
    page_title = gettext_lazy("Signatories")
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not signatories.may_register(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" in request.POST:
            key = request.POST["remove"]
            leaving = get_object_or_404(Signatory.objects.standing(), pk=key if key.isdecimal() else None)
            signatories.remove(leaving, by=request.user)
            messages.success(
                request, _("%(person)s signs no more; open links are void.") % {"person": leaving}
            )
            return redirect(request.path)
        form = SignatoryForm(request.POST)
        if form.is_valid():
            try:
                made = signatories.register(by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("%(person)s may now sign by links.") % {"person": made})
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Signatory.objects.standing().select_related("record__site")
        return {
            **super().get_context_data(**kwargs),
            "rows": Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p")),
            "form": kwargs.get("form") or SignatoryForm(),
        }


class SignatoriesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return signatories.may_register(request.user)


@hooks.register("register_settings_menu_item")
def signatories_menu_item() -> MenuItem:
    return SignatoriesMenuItem(
        gettext_lazy("Signatories"), reverse("sites_editorial:signatories"), icon_name="edit", order=615
    )


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def sign_link_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    if sign_links.is_waiting_for(page.pk, user) and sign_links.may_make(page, user):
        yield Button(
            _("Make a signing link"),
            reverse("sites_editorial:sign_link", args=[page.pk]),
            icon_name="link",
            priority=55,
        )
