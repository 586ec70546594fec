"""The people of a site and its state: every change through an operation of the registry."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.accounts.models import User
from sites.registry import operations
from sites.registry.models import SiteRecord, SiteState
from sites.registry.roles import roles

from .forms import GrantForm
from .rights import FILING, managed_sites, people_for, peopled_sites


class PeopleView(WagtailAdminTemplateMixin, TemplateView):
    """Who holds which role in a site; giving and taking roles."""

    template_name = "sites_registry/people.html"
    page_title = gettext_lazy("People")
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        self.record = get_object_or_404(peopled_sites(request.user).select_related("site"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.record.name

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("sites_registry_sites:index"), "label": _("Sites")},
            {"url": self._record_url(), "label": self.record.name},
            {"url": "", "label": self.page_title},
        ]

    def _record_url(self) -> str:
        may_open = managed_sites(self.request.user).filter(pk=self.record.pk).exists()
        return reverse("sites_registry_sites:edit", args=[self.record.pk]) if may_open else ""

    def post(self, request, *args, **kwargs):
        if "revoke" in request.POST:
            return self._revoke(request)
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        user, role = form.cleaned_data["user"], form.cleaned_data["role"]
        try:
            operations.grant(user, self.record, role, by=request.user)
        except ValidationError as refusal:
            form.add_error("user", refusal)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        done = _("%(person)s now holds the role “%(role)s”.")
        messages.success(request, done % {"person": user, "role": roles()[role].name})
        return redirect(request.path)

    def _revoke(self, request):
        role = request.POST.get("role", "")
        user = get_object_or_404(
            User, pk=request.POST["revoke"] if request.POST["revoke"].isdecimal() else None
        )
        if role not in roles():
            raise PermissionDenied
        if user == request.user and roles()[role].manages_site and not user.is_superuser:
            messages.error(request, _("You cannot take this role from yourself; ask a colleague to do it."))
            return redirect(request.path)
        operations.revoke(user, self.record, role, by=request.user)
        done = _("%(person)s no longer holds the role “%(role)s”.")
        messages.success(request, done % {"person": user, "role": roles()[role].name})
        return redirect(request.path)

    def _form(self, data=None) -> GrantForm:
        return GrantForm(data, people=people_for(self.request.user, self.record))

    def get_context_data(self, **kwargs) -> dict:
        groups = self.record.groups.prefetch_related("group__user_set").order_by("pk")
        held = {row.role: sorted(row.group.user_set.all(), key=lambda user: user.name) for row in groups}
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "record_url": self._record_url(),
            "rows": [(role, held.get(role.code, [])) for role in roles().values()],
            "form": kwargs.get("form") or self._form(),
        }


class ChangeStateView(View):
    """Moves a site along its life. For the system administrator."""

    http_method_names = ("post",)

    def post(self, request, pk: int):
        if not request.user.has_perm(FILING):
            raise PermissionDenied
        record = get_object_or_404(SiteRecord.objects.select_related("site"), pk=pk)
        try:
            operations.change_state(record, SiteState(request.POST.get("state", "")), by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        except ValueError:
            messages.error(request, _("Choose one of the states that are offered."))
        else:
            done = _("“%(name)s” is now in the state “%(state)s”.")
            messages.success(request, done % {"name": record.name, "state": record.get_state_display()})
        return redirect("sites_registry_sites:edit", pk)
