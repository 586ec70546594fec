"""Accounts of staff: made and deactivated by the system administrator, who thereby comes to nobody's rights.

Whoever could set the password or the mail address of somebody with rights could act in his name.
"""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views import users

from sites.accounts.forms import StaffEditForm
from sites.accounts.models import User
from sites.accounts.viewsets import StaffIndexView, StaffViewSet
from sites.registry.models import Administrator

from .links import OpenLinksMixin


def editable_accounts(user: User) -> QuerySet[User]:
    """The accounts whose form `user` may open: not those of administrators and superusers."""
    accounts = User.objects.all()
    return accounts if user.is_superuser else accounts.filter(administrator=None, is_superuser=False)


class GuardedStaffForm(StaffEditForm):
    """What may be changed of an account with roles: the name, the telephone, and that it is used no more."""

    def __init__(self, *args, by: User, **kwargs):
        account = kwargs["instance"]
        self._is_guarded = not by.is_superuser and account.groups.exists()
        super().__init__(*args, **kwargs)
        if self._is_guarded:
            for name in ("username", "email"):
                self.fields[name].disabled = True
            self.fields["email"].help_text = _(
                "This person holds roles: only the person changes the address and the password."
            )
        if not by.is_superuser and not account.is_active and "is_active" in self.fields:
            self.fields["is_active"].disabled = True
            self.fields["is_active"].help_text = _("The security administrator unlocks an account.")

    @property
    def password_enabled(self) -> bool:
        return not self._is_guarded and super().password_enabled


class GuardedStaffIndexView(StaffIndexView):
    @cached_property
    def columns(self) -> list[Column]:
        """As Wagtail's, with the post of the three administrators instead of its level of access."""
        post = Column("post", label=_("Post"), accessor=_post_name)
        return [post if column.name == "is_superuser" else column for column in super().columns]

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().select_related("administrator")

    def get_edit_url(self, instance: User) -> str | None:
        by = self.request.user
        shut = not by.is_superuser and (instance.is_superuser or hasattr(instance, "administrator"))
        return None if shut else super().get_edit_url(instance)


class GuardedStaffEditView(OpenLinksMixin, users.EditView):
    def get_queryset(self) -> QuerySet[User]:
        return editable_accounts(self.request.user)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "by": self.request.user}


class GuardedStaffDeleteView(users.DeleteView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        account = self.get_object()
        if Administrator.objects.filter(user=account).exists():
            refusal = gettext("%(person)s is an administrator; end the appointment first.")
            messages.error(request, refusal % {"person": account})
            return redirect("wagtailusers_users:index")
        return super().dispatch(request, *args, **kwargs)


class GuardedStaffViewSet(StaffViewSet):
    index_view_class = GuardedStaffIndexView
    edit_view_class = GuardedStaffEditView
    delete_view_class = GuardedStaffDeleteView

    def get_form_class(self, for_update: bool = False) -> type:
        return GuardedStaffForm if for_update else super().get_form_class()


def _post_name(user: User) -> object:
    if user.is_superuser:
        return _("Superuser")
    return user.administrator.post_name if hasattr(user, "administrator") else ""
