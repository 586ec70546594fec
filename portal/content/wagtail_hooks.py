"""Pages of a site in the office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks

from sites.registry.admin_access import may_open, open_to_members

from .office import improving_hooks as improving_hooks
from .office import urls
from .office.listing import ArticleViewSet, ExplorerViewSet
from .office.stale import StaleColumnsPanel

open_to_members("portal_content_office:stale_columns", "Columns to renew, of the reader's own sites only.")
for _view in ("index", "index_results", "choose_parent"):
    open_to_members(
        f"portal_content_articles:{_view}",
        "All articles of the reader's own sites; the form checks the column.",
    )


@hooks.register("register_admin_urls")
def addresses():
    return [path("content/", include(urls))]


@hooks.register("register_admin_viewset")
def explorer() -> ExplorerViewSet:
    return ExplorerViewSet()


@hooks.register("register_admin_viewset")
def all_articles() -> ArticleViewSet:
    return ArticleViewSet()


@hooks.register("construct_homepage_panels")
def show_stale_columns(request: HttpRequest, panels: list) -> None:
    if may_open(request, reverse("portal_content_office:stale_columns")):
        panels.append(StaleColumnsPanel(request.user))
