"""Plain pages: privacy, accessibility, contact."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from sites.pages.models import GovPage

from .. import listing
from ..blocks import BodyBlock, PlainMigrationStreamField
from .column import InColumnMixin


class PlainPage(InColumnMixin, GovPage):
    """A page that no list shows. One that is shown in menus stands in the footer."""

    body = PlainMigrationStreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    in_frame_of = "site"
    parent_page_types = [
        "portal_content.PortalHome",
        "portal_content.DepartmentHome",
        "portal_content.CountyHome",
        "portal_content.Column",
        "portal_content.PlainPage",
    ]
    subpage_types = ["portal_content.PlainPage"]
    show_in_menus_default = True
    shows_corrections = True
    search_fields: ClassVar = [*GovPage.search_fields, index.SearchField("body")]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title"),
            FieldPanel("slug"),
            GovPage.summary_panel,
            FieldPanel("body"),
            *GovPage.correction_panels,
        ],
        [FieldPanel("show_in_menus"), *GovPage.responsibility_panels],
    )

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request, *args, **kwargs) -> dict:
        return {**super().get_context(request, *args, **kwargs), "contents": listing.contents(self.body)}
