"""The edit form of every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import ModelChoiceField
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from sites.registry.admin_scope import owner_of, people_of, record_at, scope_of

from . import references
from .permissions import HOME_DEPTH


class GovPageForm(WagtailAdminPageForm):
    """Offers and takes only what belongs to the site of the page: its people, pages, images, documents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record_at(self.instance.path or getattr(self.parent_page, "path", ""))
        self._stored = references.stored(self.instance)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField) and field.queryset.model is get_user_model():
                self._offer_colleagues(field, self.initial.get(name))

    def _offer_colleagues(self, field: ModelChoiceField, chosen: Any) -> None:
        if self.record is None:
            return
        people = get_user_model().objects.all()
        colleagues = people_of(self.record, people).values("pk")
        field.queryset = people.filter(Q(pk__in=colleagues) | Q(pk=getattr(chosen, "pk", chosen)))

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        if cleaned_data.get("is_reprint") and not cleaned_data.get("source_name"):
            self.add_error("source_name", _("Name the source: a reprint without one may not be published."))
        self._date_the_correction(cleaned_data)
        self._refuse_an_address_of_the_system(cleaned_data.get("slug", ""))
        self._refuse_what_is_of_other_sites()
        return cleaned_data

    def _date_the_correction(self, cleaned_data: dict[str, Any]) -> None:
        """A new note without a date of its own is of today; what was never public has nothing to correct."""
        if "correction_note" not in self.fields:
            return
        note = cleaned_data.get("correction_note", "").strip()
        if not self.instance.first_published_at:
            note = ""
        if not note:
            cleaned_data["corrected_on"] = None
        elif not cleaned_data.get("corrected_on") or (
            "correction_note" in self.changed_data and "corrected_on" not in self.changed_data
        ):
            cleaned_data["corrected_on"] = timezone.localdate()
        cleaned_data["correction_note"] = note

    def _refuse_an_address_of_the_system(self, slug: str) -> None:
        """A page right below a home page must not stand where the search or the sitemap answers."""
        parent = self.parent_page
        if not slug or parent is None or parent.depth != HOME_DEPTH:
            return
        address = f"/{slug}/"
        if (
            address in {settings.STATIC_URL, settings.MEDIA_URL}
            or resolve(address).view_name != "wagtail_serve"
        ):
            message = _("The address “%(slug)s” belongs to the system. Please choose another.")
            self.add_error("slug", message % {"slug": slug})

    def _refuse_what_is_of_other_sites(self) -> None:
        """Refuse new references across sites. What stands in the page already may stay.

        Raises:
            PermissionDenied: the user may not even see it; no chooser offered it to him, and the form
                shown again would tell its title.
        """
        for name, found in references.submitted(self).items():
            new = found - self._stored
            if self.for_user and not all(scope_of(self.for_user).holds(*reference) for reference in new):
                raise PermissionDenied
            owners = {owner_of(*reference) for reference in new}
            if owners - {self.record, None}:
                self.add_error(
                    name if name in self.fields else None,
                    _(
                        "Pages, images and files of another site cannot be used here. "
                        "Enter an address instead."
                    ),
                )
