"""Where the office leads to bundles: menu, first page, the page's own menu, its edit form."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from sites.editorial import bundle_desk, bundles
from sites.editorial.models import BundleMember
from sites.registry.admin_access import open_to_members

SHOWN = 5

open_to_members("sites_editorial:bundles", "What goes out together, of the reader's own sites.")
open_to_members("sites_editorial:bundle", "One of them; the view looks whose it is.", pk="own")
open_to_members(
    "sites_editorial:bundle_of_page", "Putting a page of one's own site with others.", page_id="page"
)


class BundlesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(_homes(request.user))


@hooks.register("register_admin_menu_item")
def bundles_menu_item() -> MenuItem:
    return BundlesMenuItem(
        gettext_lazy("Bundles"),
        reverse("sites_editorial:bundles"),
        name="bundles",
        icon_name="copy",
        order=60,
    )


class BundlesPanel(Component):
    """The open bundles, those that could not be released first."""

    name = "bundles"
    template_name = "sites_editorial/bundles_panel.html"

    def __init__(self, rows: list) -> None:
        self.rows = rows
        # What could not be released comes before all else that waits.
        self.order = 95 if any(row.refusal for row in rows) else 145

    def get_context_data(self, parent_context) -> dict:
        return {"rows": self.rows[:SHOWN], "has_more": len(self.rows) > SHOWN}


@hooks.register("construct_homepage_panels")
def show_open_bundles(request: HttpRequest, panels: list) -> None:
    rows = list(bundle_desk.on_the_first_page(request.user)[: SHOWN + 1])
    if rows:
        panels.append(BundlesPanel(rows))


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def bundle_button(page: Page, user, next_url=None, view_name=None) -> Iterator[Button]:
    if page.has_unpublished_changes and any(page.path.startswith(home) for home in _homes(user)):
        yield Button(
            _("Publish together with others"),
            reverse("sites_editorial:bundle_of_page", args=[page.pk]),
            icon_name="copy",
            priority=55,
        )


@hooks.register("before_edit_page")
def tell_that_a_change_costs_the_approval(request: HttpRequest, page: Page) -> None:
    if request.method != "GET":
        return
    member = BundleMember.objects.open().filter(page_id=page.pk).select_related("bundle", "page").first()
    if member is None or member.signed_revision_id is None:
        return
    if member.is_signed:
        said = _(
            "This text is signed and waits to be published with “%(name)s”. A change has to be signed anew."
        )
    elif page.current_workflow_state is None:
        said = _("This text was changed since it was signed for “%(name)s”. Submit it for review again.")
    else:
        return
    link = messages.button(reverse("sites_editorial:bundle", args=[member.bundle_id]), _("See the bundle"))
    messages.warning(request, said % {"name": member.bundle.name}, buttons=[link])


def _homes(user) -> tuple[str, ...]:
    """Paths of the home pages below which `user` puts pages together; asked for once."""
    if not hasattr(user, "_bundle_homes"):
        user._bundle_homes = tuple(bundles.sites_of(user).values_list("site__root_page__path", flat=True))
    return user._bundle_homes
