"""Putting pages together to be released at one moment: all bundles, one of them, a page's way into one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from sites.editorial import bundle_desk, bundles
from sites.editorial.models import Bundle
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteRecord

PAGE_SIZE = 30


class NewBundleForm(forms.Form):
    """The name is checked by the operation, so that code meets the same rules."""

    record = forms.ModelChoiceField(SiteRecord.objects.none(), label=gettext_lazy("Site"), empty_label=None)
    name = forms.CharField(
        label=gettext_lazy("Name of the new bundle"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For your colleagues: what goes out together. Readers do not see it."),
    )

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = bundles.sites_of(user).select_related("site").order_by("site__site_name")
        self.fields["record"].queryset = found
        only = found[:2]
        if len(only) == 1:
            self.fields["record"].initial = only[0].pk
            self.fields["record"].widget = forms.HiddenInput()


class MomentForm(forms.Form):
    release_at = forms.DateTimeField(
        label=gettext_lazy("Not before"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Leave it empty to release the pages as soon as all of them are signed."),
    )


class PagesForm(forms.Form):
    """Chooses among the user's own unpublished texts."""

    pages = forms.ModelMultipleChoiceField(
        Page.objects.none(),
        label=gettext_lazy("Your unpublished texts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one page.")},
    )

    def __init__(self, *args: Any, offered: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pages"]
        field.queryset = Page.objects.filter(pk__in=[page.pk for page in offered])
        field.choices = [(page.pk, page.get_admin_display_title()) for page in offered]


class BundlesView(WagtailAdminTemplateMixin, TemplateView):
    """The bundles of the reader's sites, and a form for a new one."""

    template_name = "sites_editorial/bundles.html"
    page_title = gettext_lazy("Bundles")
    header_icon = "copy"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NewBundleForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                made = bundles.make(form.cleaned_data["record"], request.user, form.cleaned_data["name"])
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                return redirect("sites_editorial:bundle", made.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(bundle_desk.of_user(user), PAGE_SIZE).get_page(self.request.GET.get("p"))
        may_make = bundles.sites_of(user).exists()
        form = kwargs.pop("form", None) or NewBundleForm(user=user)
        return {**super().get_context_data(**kwargs), "rows": page, "form": form if may_make else None}


class BundleView(WagtailAdminTemplateMixin, TemplateView):
    """One bundle: what it still waits for, and everything that can be done with it."""

    template_name = "sites_editorial/bundle.html"
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = bundle_desk.of_user(request.user).filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.bundle = found
        self.pages_form: PagesForm | None = None
        self.moment_form: MomentForm | None = None
        self.may_manage = found.is_open and bundles.may_manage(found, request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.bundle.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": _list_url(), "label": BundlesView.page_title}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.bundle.name}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = self._carry_out(request.POST)
        except PermissionDenied as refusal:
            done, error = "", str(refusal) or _("You may not edit this page.")
        except ValidationError as refusal:
            done, error = "", self._beside_its_field(refusal)
        else:
            error = ""
        if done:
            messages.success(request, done)
            return redirect(request.path)
        self.bundle.refresh_from_db()
        return self.render_to_response(self.get_context_data(error=error), status=422)

    def _carry_out(self, posted: Any) -> str:
        """Do what was asked for; the sentence to say, empty when a form has errors."""
        bundle, by = self.bundle, self.request.user
        if "take_out" in posted:
            key = posted["take_out"]
            member = get_object_or_404(bundle.members, page_id=key if key.isdecimal() else None)
            bundles.take_out(bundle, member.page, by)
            return _("“%(title)s” is taken out.") % {"title": member.page.get_admin_display_title()}
        match posted.get("act"):
            case "add":
                return self._add(by)
            case "complete":
                return self._complete(by)
            case "hold":
                bundles.hold(bundle, by)
                return _("Nothing goes out until you complete the bundle again.")
            case "dissolve":
                bundles.dissolve(bundle, by)
                return _("The bundle is dissolved. Nothing was published.")
        raise ValidationError(_("Choose what to do."))

    def _add(self, by) -> str:
        self.pages_form = PagesForm(self.request.POST, offered=self._offered())
        if not self.pages_form.is_valid():
            return ""
        chosen = self.pages_form.cleaned_data["pages"]
        bundles.add_all(self.bundle, chosen, by)
        return _("Added: %(number)s.") % {"number": len(chosen)}

    def _complete(self, by) -> str:
        self.moment_form = MomentForm(self.request.POST)
        if not self.moment_form.is_valid():
            return ""
        bundles.complete(self.bundle, by, self.moment_form.cleaned_data["release_at"])
        self.bundle.refresh_from_db()
        if self.bundle.state == Bundle.State.RELEASED:
            return _("All pages of the bundle are published.")
        return _("The bundle is complete. It goes out when all its pages are signed and its moment has come.")

    def _beside_its_field(self, refusal: ValidationError) -> str:
        """Put an error beside its field; what has none is returned as a sentence."""
        if self.moment_form is not None and hasattr(refusal, "error_dict"):
            self.moment_form.add_error(None, refusal)
            return ""
        if self.pages_form is not None:
            self.pages_form.add_error("pages", refusal)
            return ""
        return " ".join(refusal.messages)

    def _offered(self) -> list[Page]:
        record = SiteRecord.objects.select_related("site__root_page").get(code=self.bundle.site_code)
        return bundle_desk.offered(record, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bundle = self.bundle
        context = {**super().get_context_data(**kwargs), "bundle": bundle}
        context["record"] = SiteRecord.objects.select_related("site").get(code=bundle.site_code)
        if not bundle.is_open:
            return {**context, "released": bundle.members.select_related("page").order_by("page__path")}
        context["rows"] = bundle_desk.rows(bundle)
        if not self.may_manage:
            return context
        moment = self.moment_form or MomentForm(initial={"release_at": bundle.release_at})
        pages = self.pages_form or PagesForm(offered=self._offered())
        forms_of_it = {"moment_form": moment, "pages_form": pages, "media": moment.media}
        return {**context, **forms_of_it, "may_manage": True}


class BundleOfPageView(WagtailAdminTemplateMixin, TemplateView):
    """Puts a page into a bundle of its site, or leads to the one it is in."""

    template_name = "sites_editorial/bundle_of_page.html"
    page_title = gettext_lazy("Publish together with others")
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        self.record = record_at(self.page.path)
        managed = bundles.sites_of(request.user).filter(pk=self.record.pk) if self.record else None
        if managed is None or not managed.exists():
            raise PermissionDenied
        if (bundle := bundles.of_page(self.page)) is not None:
            return redirect("sites_editorial:bundle", bundle.pk)
        self.refusal = bundles.reason_against(self.page, request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": _list_url(), "label": BundlesView.page_title}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_subtitle()}]

    def _open(self):
        return Bundle.objects.open().filter(site_code=self.record.code)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen, name = request.POST.get("bundle", ""), request.POST.get("name", "")
        bundle = self._open().filter(pk=chosen if chosen.isdecimal() else None).first()
        try:
            if bundle is not None:
                bundles.add(bundle, self.page, request.user)
            else:
                bundle = bundles.make_of(self.page, request.user, name)
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
            context = self.get_context_data(error=error, chosen=chosen, name=name)
            return self.render_to_response(context, status=422)
        messages.success(request, _("Added: %(number)s.") % {"number": 1})
        return redirect("sites_editorial:bundle", bundle.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"page": self.page, "refusal": self.refusal, "bundles": self._open()[:PAGE_SIZE]}
        return {**super().get_context_data(**kwargs), **shown}


def _list_url() -> str:
    return reverse("sites_editorial:bundles")
