"""Puts the audit desk into the office."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import admin_urls
from .desk import PERMISSION

# What Wagtail calls its own item of the menu.
LOG = "site-history"


class LedgerMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("ledger/", include(admin_urls))]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return LedgerMenuItem(_("Ledger"), reverse("sites_ledger:desk"), icon_name="history", order=10)


@hooks.register("construct_reports_menu")
def offer_the_log(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail offers its log to those who have pages; an auditor has none."""
    names = {item.name for item in items}
    if LOG not in names and request.user.has_perm(PERMISSION):
        items.append(
            MenuItem(_("Site history"), reverse("wagtailadmin_reports:site_history"), name=LOG, order=20)
        )
