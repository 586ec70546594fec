"""Puts the audit desk into the office."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import admin_urls
from .desk import PERMISSION


class LedgerMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("ledger/", include(admin_urls))]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return LedgerMenuItem(_("Ledger"), reverse("sites_ledger:desk"), icon_name="history", order=10)
