"""Who stands in for whom: entering it, seeing it, ending it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from sites.editorial import substitutes
from sites.editorial.levels import steps
from sites.editorial.models import Substitution
from sites.registry.models import SiteGroup
from sites.registry.office.rights import managed_sites


def groups_for(user) -> QuerySet[SiteGroup]:
    """The roles for which `user` may enter a substitution: his own, and those of sites he manages."""
    own = Q(group__user=user) | Q(record__in=managed_sites(user))
    of_review = Q(role__in={step.role for step in steps().values()})
    return SiteGroup.objects.filter(own, of_review).select_related("record__site", "group").distinct()


class SubstitutionForm(forms.ModelForm):
    """Offers only people and roles that concern the user; `substitutes.enter` checks that they fit."""

    class Meta:
        model = Substitution
        fields = ["site_group", "principal", "deputy", "kind", "starts_on", "ends_on", "reason"]
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput, "kind": forms.RadioSelect}

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_for(user)
        people = get_user_model().objects.filter(is_active=True)
        colleagues = people.filter(groups__site_group__record__groups__in=groups).distinct().order_by("name")
        manages = managed_sites(user).exists()
        self.fields["site_group"].queryset = groups
        self.fields["deputy"].queryset = colleagues
        self.fields["principal"].queryset = colleagues if manages else people.filter(pk=user.pk)
        self.fields["principal"].initial = user.pk

    def _post_clean(self) -> None:
        # `substitutes.enter` makes the row and checks it, so that code meets the same rules.
        pass


class SubstitutesView(WagtailAdminTemplateMixin, TemplateView):
    """The substitutions that concern the reader, and a form for a new one."""

    template_name = "sites_editorial/substitutes.html"
    page_title = gettext_lazy("Standing in")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        if not groups_for(request.user).exists() and not self._concerning(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "end" in request.POST:
            return self._end(request)
        form = SubstitutionForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                made = substitutes.enter(by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                done = _("%(deputy)s now stands in for %(principal)s.")
                messages.success(request, done % {"deputy": made.deputy, "principal": made.principal})
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _end(self, request: HttpRequest) -> HttpResponse:
        key = request.POST["end"]
        substitution = get_object_or_404(
            self._concerning(request.user), pk=key if key.isdecimal() else None, ended_at=None
        )
        substitutes.end(substitution, by=request.user)
        messages.success(request, _("The substitution is ended."))
        return redirect(request.path)

    @staticmethod
    def _concerning(user) -> QuerySet[Substitution]:
        own = Q(principal=user) | Q(deputy=user) | Q(site_group__record__in=managed_sites(user))
        return Substitution.objects.filter(own).distinct()

    def get_context_data(self, **kwargs: Any) -> dict:
        user = self.request.user
        rows = self._concerning(user).filter(ended_at=None)
        current = rows.exclude(kind=Substitution.Kind.DELEGATION, ends_on__lt=timezone.localdate())
        form = kwargs.pop("form", None) or SubstitutionForm(user=user)
        return {
            **super().get_context_data(**kwargs),
            "rows": current.select_related("principal", "deputy", "site_group__group")[:100],
            "form": form if groups_for(user).exists() else None,
        }
