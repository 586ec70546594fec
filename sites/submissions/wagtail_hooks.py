"""Submissions in the office: addresses, menu, buttons at a page, the inbox on the dashboard."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from sites.registry.admin_access import open_to_members
from sites.registry.models import SiteGroup

from . import operations
from .models import Copy, Submission
from .office import lists, urls

SHOWN = 5

open_to_members("sites_submissions:received", "What was offered to one's own sites.")
open_to_members("sites_submissions:received_results", "The same list, filtered.")
open_to_members("sites_submissions:sent", "What one's own sites offered.")
open_to_members("sites_submissions:sent_results", "The same list, filtered.")
open_to_members("sites_submissions:submission", "One of them; the view looks whose it is.", pk="own")
open_to_members("sites_submissions:offer", "Offering a page of one's own site.", page_id="page")
open_to_members("sites_submissions:columns", "Which columns of one's own sites take submissions.")
open_to_members("sites_submissions:ranking", "Figures of all units, without any page.")


@hooks.register("register_admin_urls")
def addresses():
    return [path("submissions/", include(urls))]


class _ReceiversItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return operations.sites_received_by(request.user).exists()


class _MembersMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return SiteGroup.objects.filter(group__user=request.user).exists()


@hooks.register("register_admin_menu_item")
def submissions_menu() -> MenuItem:
    items = [
        _ReceiversItem(gettext_lazy("Offered to us"), reverse("sites_submissions:received"), order=10),
        MenuItem(gettext_lazy("Offered by us"), reverse("sites_submissions:sent"), order=20),
        MenuItem(gettext_lazy("Ranking of submissions"), reverse("sites_submissions:ranking"), order=30),
        _ReceiversItem(
            gettext_lazy("Columns that take submissions"), reverse("sites_submissions:columns"), order=40
        ),
    ]
    return _MembersMenu(
        gettext_lazy("Submissions"), Menu(items=items), name="submissions", icon_name="mail", order=250
    )


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def offer_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    if page.live and operations.may_offer(page, user):
        url = reverse("sites_submissions:offer", args=[page.pk])
        yield Button(_("Offer to another site"), url, icon_name="mail", priority=65)


@hooks.register("register_page_header_buttons")
def provenance_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    """On a copy: where it came from, and what became of its source."""
    key = Copy.objects.filter(page_id=page.pk).values_list("submission_id", flat=True).first()
    if key is not None:
        url = reverse("sites_submissions:submission", args=[key])
        yield Button(_("Where this text comes from"), url, icon_name="history", priority=66)


class InboxPanel(Component):
    """What waits for the reader's answer, the most urgent first."""

    template_name = "sites_submissions/inbox_panel.html"
    order = 140

    def __init__(self, user) -> None:
        self.user = user

    def get_context_data(self, parent_context) -> dict:
        waiting = lists.waiting_first(lists.received(self.user))
        asked = list(waiting.filter(Q(asks=True) | Q(state=Submission.State.OFFERED))[: SHOWN + 1])
        return {"rows": asked[:SHOWN], "has_more": len(asked) > SHOWN}


@hooks.register("construct_homepage_panels")
def inbox_panel(request: HttpRequest, panels: list) -> None:
    if operations.sites_received_by(request.user).exists():
        panels.append(InboxPanel(request.user))
