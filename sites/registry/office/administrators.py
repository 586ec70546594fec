"""The three administrators and all accounts, as the security administrator sees them: who holds what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_required
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.accounts.models import User
from sites.protection import lockout
from sites.registry import operations
from sites.registry.models import Administrator
from sites.registry.posts import posts

PERMISSION = "sites_registry.view_administrator"
PAGE_SIZE = 50


class AppointForm(forms.Form):
    """Makes somebody one of the three administrators."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        queryset=None,
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("Offered are people without any role in a site."),
        error_messages={"invalid_choice": gettext_lazy("This person cannot be appointed.")},
    )
    post = forms.ChoiceField(label=gettext_lazy("Post"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = User.objects.filter(is_active=True, is_superuser=False, administrator=None, groups=None)
        self.fields["user"].queryset = free.order_by("name", "username")
        self.fields["user"].label_from_instance = lambda user: f"{user.name}（{user.username}）"
        self.fields["post"].choices = [(post.code, post.name) for post in posts().values()]


class SecurityView(WagtailAdminTemplateMixin, TemplateView):
    """What both pages have in common: who may see them, and one act upon one person for each button.

    Attributes:
        acts: by name of the button, the operation and the sentence that tells that it is done.
    """

    acts: dict[str, tuple[Any, Any]] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = permission_required(PERMISSION)(super().dispatch)(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def act(self, request: HttpRequest) -> bool:
        """Do what the button pressed says; whether it was one of `acts`."""
        for name, (operation, done) in self.acts.items():
            if name in request.POST:
                key = request.POST[name]
                person = get_object_or_404(User, pk=key if key.isdecimal() else None)
                try:
                    operation(person, by=request.user)
                except ValidationError as refusal:
                    messages.error(request, " ".join(refusal.messages))
                else:
                    messages.success(request, done % {"person": person})
                return True
        return False


class AdministratorsView(SecurityView):
    """Who holds the three posts; appointing and dismissing."""

    template_name = "sites_registry/administrators.html"
    page_title = gettext_lazy("Administrators")
    header_icon = "key"
    acts = {"dismiss": (operations.dismiss, gettext_lazy("The appointment of %(person)s has ended."))}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.act(request):
            return redirect(request.path)
        form = AppointForm(request.POST)
        if form.is_valid():
            user, post = form.cleaned_data["user"], form.cleaned_data["post"]
            try:
                operations.appoint(user, post, by=request.user)
            except ValidationError as refusal:
                form.add_error("user", refusal)
            else:
                done = _("%(person)s is now %(post)s.")
                messages.success(request, done % {"person": user, "post": posts()[post].name})
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held: dict[str, list[Administrator]] = {}
        for row in Administrator.objects.select_related("user"):
            held.setdefault(row.post, []).append(row)
        return {
            **super().get_context_data(**kwargs),
            "rows": [(post, held.get(post.code, [])) for post in posts().values()],
            "form": kwargs.get("form") or AppointForm(),
        }


class HoldersView(SecurityView):
    """All accounts with their post, their roles and their locks; locking and unlocking them."""

    template_name = "sites_registry/holders.html"
    page_title = gettext_lazy("Who holds what")
    header_icon = "group"
    acts = {
        "lock": (operations.lock_account, gettext_lazy("The account of %(person)s is locked.")),
        "unlock": (operations.unlock_account, gettext_lazy("The account of %(person)s is unlocked.")),
        "release": (operations.release_sign_in, gettext_lazy("%(person)s may sign in again at once.")),
    }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.act(request):
            raise PermissionDenied
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").strip()
        locked = lockout.locked_usernames()
        accounts = _accounts(query)
        if only_locked := self.request.GET.get("locked") == "1":
            accounts = accounts.filter(Q(is_active=False) | Q(username__in=locked))
        page = Paginator(accounts, PAGE_SIZE).get_page(self.request.GET.get("p"))
        for user in page:
            user.is_locked_out = user.username in locked
        return {
            **super().get_context_data(**kwargs),
            "people": page,
            "query": query,
            "only_locked": only_locked,
        }


def _accounts(query: str) -> QuerySet[User]:
    accounts = User.objects.select_related("administrator").order_by("name", "username")
    groups = Group.objects.order_by("name")
    if query:
        words = Q(name__icontains=query) | Q(username__icontains=query) | Q(groups__name__icontains=query)
        accounts = accounts.filter(words).distinct()
    return accounts.prefetch_related(Prefetch("groups", groups))
