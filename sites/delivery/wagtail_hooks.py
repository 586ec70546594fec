"""Delivery in Wagtail: links in rich text that lead outside, days of mourning, visits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from sites.registry.admin_access import open_to_members
from sites.registry.admin_scope import scope_of_request

from . import leaving
from .office import GreyPeriodViewSet, PublicDifferenceViewSet
from .visits.office import VisitsView

open_to_members("sites_delivery_visits", "What is read in one's own sites; the view looks which those are.")


class OutsideLink(LinkHandler):
    """A link to an address, as editors write it; stored as it is, led by the notice when it is shown."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        address = attrs["href"]
        if not leaving.leads_outside(address):
            return format_html('<a href="{}">', address)
        # Only what opens the link is ours to write, so the words for screen readers stand before the text.
        return format_html(
            '<a href="{}" class="outside"><span class="visually-hidden">{}</span>',
            leaving.way_to(address),
            _("(another website)"),
        )


@hooks.register("register_rich_text_features")
def lead_outside_links_by_the_notice(features: FeatureRegistry) -> None:
    features.register_link_type(OutsideLink)


@hooks.register("register_admin_viewset")
def grey_periods() -> GreyPeriodViewSet:
    return GreyPeriodViewSet()


@hooks.register("register_admin_viewset")
def public_differences() -> PublicDifferenceViewSet:
    return PublicDifferenceViewSet()


class _VisitsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of_request(request).sites().exists()


@hooks.register("register_admin_urls")
def visits_address() -> list[URLPattern]:
    return [path("visits/", VisitsView.as_view(), name="sites_delivery_visits")]


@hooks.register("register_admin_menu_item")
def visits_item() -> MenuItem:
    return _VisitsItem(
        gettext_lazy("Visits"), reverse("sites_delivery_visits"), name="visits", icon_name="view", order=260
    )
