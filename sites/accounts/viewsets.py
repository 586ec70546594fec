"""Staff accounts in the office."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.users.views import users

from .forms import StaffCreationForm, StaffEditForm


class StaffIndexView(users.IndexView):
    search_fields = ("username", "name", "email")

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Order by name as by any other column; Wagtail would look for a last name."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class StaffViewSet(users.UserViewSet):
    index_view_class = StaffIndexView

    def get_form_class(self, for_update: bool = False) -> type:
        return StaffEditForm if for_update else StaffCreationForm
