"""Staff accounts in the office."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.users.views import users

from .forms import StaffCreationForm, StaffEditForm


class StaffIndexView(users.IndexView):
    search_fields = ("username", "name", "email")

    @cached_property
    def columns(self) -> list[Column]:
        """As Wagtail's, without selecting several: an account is changed and locked singly."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Order by name as by any other column; Wagtail would look for a last name."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class StaffViewSet(users.UserViewSet):
    index_view_class = StaffIndexView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return StaffEditForm if for_update else StaffCreationForm
