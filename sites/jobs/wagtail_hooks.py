"""Puts the page about background work into the office."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import admin_urls
from .views import PERMISSION


class BackgroundWorkMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("background-work/", include(admin_urls))]


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    return BackgroundWorkMenuItem(
        _("Background work"), reverse("sites_jobs:overview"), icon_name="rotate", order=9000
    )


@hooks.register("register_permissions")
def permission() -> QuerySet[Permission]:
    app_label, codename = PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
