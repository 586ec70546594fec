"""Wagtail's own seams, narrowed to the sites of the user: choosers, explorer, menus."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.models import Page

from .admin_access import may_open
from .admin_filters import narrow_filters
from .admin_scope import scope_of_request

narrow_filters()


@hooks.register("construct_page_chooser_queryset")
def own_pages_to_choose(pages: QuerySet, request: HttpRequest) -> QuerySet:
    return scope_of_request(request).pages(pages)


@hooks.register("construct_explorer_page_queryset")
def own_pages_to_explore(parent: Page, pages: QuerySet, request: HttpRequest) -> QuerySet:
    return scope_of_request(request).pages(pages)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def own_media_to_choose(media: QuerySet, request: HttpRequest) -> QuerySet:
    return scope_of_request(request).media(media)


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def hide_shut_views(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer only what opens. Submenus empty themselves; other addresses must be open views."""
    items[:] = [item for item in items if isinstance(item, SubmenuMenuItem) or may_open(request, item.url)]
