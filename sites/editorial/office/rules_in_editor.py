"""Puts the rules into the office: the editor's script, the report on live pages, the register of hosts."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from sites.registry.admin_access import open_to_members
from sites.registry.admin_scope import scope_of_request
from sites.registry.office.rights import managed_sites

for _view in ("findings", "explain"):
    open_to_members(f"sites_editorial:{_view}", "Checking a page that one may edit.", page_id="page")
open_to_members(
    "sites_editorial:findings_new",
    "Checking a page before its first save.",
    content_type_app_name="name",
    content_type_model_name="name",
    parent_page_id="page",
)
for _view in ("live_findings", "live_findings_results"):
    open_to_members(f"sites_editorial:{_view}", "Findings on the pages of one's own sites.")
open_to_members("sites_editorial:hosts", "The hosts of the sites the reader manages, and those of all sites.")


@hooks.register("insert_editor_js")
def script() -> str:
    return format_html('<script src="{}" defer></script>', static("office/findings.js"))


@hooks.register("insert_global_admin_css")
def style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("office/findings.css"))


class FindingsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        scope = scope_of_request(request)
        return scope.unlimited or bool(scope.records)


class HostsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or managed_sites(request.user).exists()


@hooks.register("register_admin_menu_item")
def findings_menu_item() -> MenuItem:
    address = reverse("sites_editorial:live_findings")
    return FindingsMenuItem(
        _("Content findings"), address, name="live-findings", icon_name="warning", order=60
    )


@hooks.register("register_admin_menu_item")
def hosts_menu_item() -> MenuItem:
    address = reverse("sites_editorial:hosts")
    return HostsMenuItem(_("Reviewed hosts"), address, name="hosts", icon_name="link-external", order=720)
