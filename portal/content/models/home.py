"""Home pages of the three kinds of site."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from sites.pages.models import GovPage
from sites.registry.models import SiteLanguage

from .. import home_bands
from ..blocks import PlainMigrationStreamField
from ..frame import frame_of

# English sites have few pages of their own kinds, and no fixed bands.
ENGLISH_TEMPLATE = "portal_content/english_home.html"


class LinkGroupBlock(blocks.StructBlock):
    """One group of the link area: departments, higher or lower governments (Xinyu 2011, art. 11)."""

    title = blocks.CharBlock(label=_("title"), max_length=50)
    links = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("title"), max_length=100)),
                ("url", blocks.URLBlock(label=_("address"))),
            ]
        ),
        label=_("links"),
    )


class LinkAreaBlock(blocks.StreamBlock):
    group = LinkGroupBlock(label=_("group of links"))


class SiteHome(GovPage):
    """What the home pages of all kinds of site share. Only provisioning makes one."""

    link_area = PlainMigrationStreamField(LinkAreaBlock(), verbose_name=_("link area"), blank=True)

    parent_page_types: list[str] = []
    subpage_types = ["portal_content.Column", "portal_content.PlainPage", "portal_content.Alert"]
    # A home page is found by its name; what it shows is found where it stands.
    search_fields: ClassVar = GovPage.search_fields

    edit_handler = GovPage.tabs(
        [FieldPanel("title"), GovPage.summary_panel, FieldPanel("link_area")],
        [FieldPanel("keywords"), *GovPage.responsibility_panels],
    )

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs) -> dict:
        in_chinese = frame_of(request).language == SiteLanguage.CHINESE
        home = home_bands.bands_of(self, request) if in_chinese else home_bands.bands_of_columns(request)
        return {**super().get_context(request, *args, **kwargs), "home": home}

    def get_template(self, request, *args, **kwargs) -> str:
        in_chinese = frame_of(request).language == SiteLanguage.CHINESE
        return super().get_template(request, *args, **kwargs) if in_chinese else ENGLISH_TEMPLATE


class PortalHome(SiteHome):
    class Meta:
        verbose_name = _("portal home page")
        verbose_name_plural = _("portal home pages")


class DepartmentHome(SiteHome):
    class Meta:
        verbose_name = _("department home page")
        verbose_name_plural = _("department home pages")


class CountyHome(SiteHome):
    class Meta:
        verbose_name = _("county home page")
        verbose_name_plural = _("county home pages")
