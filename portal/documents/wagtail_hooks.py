"""The import in the office: its page, and the way to it from each column."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from portal.content.models import Column
from sites.accounts.models import User
from sites.registry.admin_access import open_to_members

from .places import takes_documents_of
from .views import UploadView

open_to_members("portal_documents:upload", "Bringing documents into a column of the site.", page_id="page")


@hooks.register("register_admin_urls")
def addresses() -> list:
    views = [path("<int:page_id>/", UploadView.as_view(), name="upload")]
    return [path("document-import/", include((views, "portal_documents")))]


@hooks.register("register_page_header_buttons")
def button_in_header(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def button_in_listing(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


def _button(page: Page, user: User) -> Iterator[Button]:
    column = page.specific_deferred
    if isinstance(column, Column) and takes_documents_of(column, user):
        yield Button(
            _("Bring in documents"),
            reverse("portal_documents:upload", args=[page.pk]),
            icon_name="upload",
            priority=45,
        )
