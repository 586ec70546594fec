"""The registry in the office: log entries, departments, sites, administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from . import admin_hooks  # noqa: F401
from .admin_access import open_to_members
from .office import rights_urls
from .office.administrators import PERMISSION as SEE_RIGHTS
from .office.departments import DepartmentViewSet
from .office.sites import SiteViewSet

# Wagtail's own settings that would make or change a site, its rights or its review by hand.
MADE_BY_PROVISIONING = {"sites", "groups", "collections", "workflows", "workflow-tasks", "redirects"}

# Each of these looks itself which sites the reader manages (office/rights.py).
for _view in ("index", "index_results"):
    open_to_members(f"sites_registry_sites:{_view}", "The sites the reader manages.")
for _view in ("edit", "people"):
    open_to_members(
        f"sites_registry_sites:{_view}", "Contact and people of a site the reader manages.", pk="own"
    )


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("sites_registry.state", _("Change state of site"), _("State changed"))
    actions.register_action("sites_registry.grant", _("Grant role"), _("Role granted"))
    actions.register_action("sites_registry.revoke", _("Revoke role"), _("Role revoked"))


class RegistryGroup(ModelViewSetGroup):
    menu_label = _("Sites and departments")
    menu_icon = "site"
    menu_order = 700
    items = (SiteViewSet, DepartmentViewSet)


@hooks.register("register_admin_viewset")
def registry_group() -> RegistryGroup:
    return RegistryGroup()


@hooks.register("register_admin_urls", order=-10)
def replace_wagtails_site_forms():
    """A site is made by provisioning alone: Wagtail's forms for sites lead to ours."""
    to_sites = RedirectView.as_view(pattern_name="sites_registry_sites:index")
    to_new_site = RedirectView.as_view(pattern_name="sites_registry_sites:add")
    return [
        path("sites/", to_sites),
        path("sites/new/", to_new_site),
        path("sites/edit/<int:_site>/", _WithoutArguments.as_view()),
        path("sites/delete/<int:_site>/", _WithoutArguments.as_view()),
    ]


class _WithoutArguments(RedirectView):
    pattern_name = "sites_registry_sites:index"

    def get_redirect_url(self, *args, **kwargs):
        return super().get_redirect_url()


@hooks.register("construct_settings_menu")
def tidy_settings_menu(request, items: list) -> None:
    items[:] = [item for item in items if item.name not in MADE_BY_PROVISIONING]


class RightsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE_RIGHTS))


@hooks.register("register_admin_urls")
def rights_addresses() -> list[URLResolver]:
    return [path("rights/", include(rights_urls))]


@hooks.register("register_settings_menu_item")
def administrators_menu_item() -> MenuItem:
    return RightsMenuItem(
        _("Administrators"), reverse("sites_registry_rights:administrators"), icon_name="key", order=610
    )


@hooks.register("register_settings_menu_item")
def holders_menu_item() -> MenuItem:
    return RightsMenuItem(
        _("Who holds what"), reverse("sites_registry_rights:holders"), icon_name="group", order=620
    )


@hooks.register("before_bulk_action")
def no_rights_in_bulk(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """Wagtail would give groups, delete accounts and lock them without the operations that record it."""
    if not isinstance(action, UserBulkAction):
        return None
    messages.error(
        request, gettext("Accounts are changed one by one; roles are given with the people of a site.")
    )
    return redirect("wagtailusers_users:index")
