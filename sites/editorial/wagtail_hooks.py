"""Editorial work in the office: dashboard, review, buttons; and what of Wagtail's is left out."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from sites.registry.admin_access import may_open, open_to_members

from . import dashboard, operations, withdrawal
from .office import (  # noqa: F401 - four register themselves
    action_menu,
    bundle_hooks,
    rules_in_editor,
    sign_links,
    submission,
    urls,
)
from .office.substitutes import groups_for

# Leads out of the installation.
OUTSIDE_LINKS = ("editor-guide", "whats-new-in-wagtail")

open_to_members("sites_editorial:desk", "What lies on the reader's own desk.", code="name")
open_to_members("sites_editorial:substitutes", "Who stands in for whom, of the reader's own sites.")
open_to_members("sites_editorial:emergency", "Releasing a page of one's own site at once.", page_id="page")
open_to_members("sites_editorial:emergency_releases", "What went out before approval, of one's own sites.")
open_to_members("sites_editorial:emergency_releases_results", "The same list, filtered.")
open_to_members("sites_editorial:withdraw", "Withdrawing a page of one's own site.", page_id="page")
open_to_members("sites_editorial:withdrawals", "What was withdrawn from one's own sites.")
open_to_members("sites_editorial:withdrawals_results", "The same list, filtered.")
open_to_members("sites_editorial:receipt", "One of them; the view looks whose it is.", pk="own")
open_to_members(
    "sites_editorial:review", "Reading a text of one's own site and deciding on it.", page_id="page"
)
open_to_members("sites_editorial:life", "The life of a page the reader may edit.", page_id="page")


@hooks.register("register_admin_urls")
def addresses():
    return [path("editorial/", include(urls))]


@hooks.register("insert_global_admin_css")
def office_style():
    return format_html('<link rel="stylesheet" href="{}">', static("office/office.css"))


@hooks.register("construct_homepage_panels", order=-10)
def fill_dashboard(request: HttpRequest, panels: list) -> None:
    """Ours in place of Wagtail's; what the rooms above add comes after this."""
    panels[:] = dashboard.panels_for(request.user)


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request: HttpRequest, items: list) -> None:
    """Counts of pages, images and documents help nobody to the next thing to do."""
    items.clear()


class WaitingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return any(desk_list.code == "awaiting" for desk_list in dashboard.lists_of(request.user))


@hooks.register("register_admin_menu_item")
def waiting_menu_item() -> MenuItem:
    return WaitingMenuItem(
        gettext_lazy("Waiting for me"),
        reverse("sites_editorial:desk", args=["awaiting"]),
        name="awaiting",
        icon_name="check",
        order=50,
    )


class SubstitutesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return groups_for(request.user).exists()


@hooks.register("register_admin_menu_item")
def substitutes_menu_item() -> MenuItem:
    return SubstitutesMenuItem(
        gettext_lazy("Standing in"),
        reverse("sites_editorial:substitutes"),
        name="substitutes",
        icon_name="group",
        order=900,
    )


@hooks.register("register_reports_menu_item")
def emergency_releases_menu_item() -> MenuItem:
    return MenuItem(
        gettext_lazy("Emergency releases"),
        reverse("sites_editorial:emergency_releases"),
        name="emergency-releases",
        icon_name="warning",
        order=200,
    )


@hooks.register("register_reports_menu_item")
def withdrawals_menu_item() -> MenuItem:
    return MenuItem(
        gettext_lazy("Withdrawals"),
        reverse("sites_editorial:withdrawals"),
        name="withdrawals",
        icon_name="download",
        order=210,
    )


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def withdrawal_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    """For reviewers and signers, to whom the edit form of a published page is shut."""
    if page.live and withdrawal.takes_part_at(page.path, user):
        yield Button(
            _("Withdraw the page"),
            reverse("sites_editorial:withdraw", args=[page.pk]),
            icon_name="download",
            priority=60,
        )


@hooks.register("construct_reports_menu")
def tidy_reports_menu(request: HttpRequest, items: list) -> None:
    """Most of Wagtail's name people, pages and sites that are not the reader's."""
    items[:] = [item for item in items if may_open(request, item.url)]


@hooks.register("construct_help_menu")
def tidy_help_menu(request: HttpRequest, items: list) -> None:
    items[:] = [item for item in items if not item.name.startswith(OUTSIDE_LINKS)]


@hooks.register("construct_page_action_menu")
def arrange_buttons(items: list, request: HttpRequest, context: dict) -> None:
    items[:] = action_menu.arrange(items, request.user, context)


@hooks.register("before_edit_page")
def decide_on_the_page_made_for_it(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail saves the form before it approves, which would make the approver a reviser of the text."""
    if "action-workflow-action" in request.POST:
        messages.info(request, _("Read the text here, then decide."))
        return redirect("sites_editorial:review", page.pk)
    return None


@hooks.register("before_edit_page")
def only_the_author_withdraws(request: HttpRequest, page: Page) -> HttpResponse | None:
    if "action-cancel-workflow" in request.POST and not action_menu.may_withdraw(page, request.user):
        messages.error(request, _("Only the author withdraws a text; return it with a reason instead."))
        return redirect("sites_editorial:review", page.pk)
    return None


@hooks.register("after_edit_page")
def lead_back_to_the_first_step(request: HttpRequest, page: Page) -> None:
    before = page.current_workflow_task_state
    if operations.begin_again(page, request.user) != before:
        messages.info(request, _("You changed a text under review; its review begins again."))
