"""What columns list: articles and links, kept in one table so that a list is one query."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from sites.delivery.leaving import way_to
from sites.pages.models import GovPage

from .. import listing
from ..blocks import AttachmentsBlock, BodyBlock, PlainMigrationStreamField
from .column import InColumnMixin


class ColumnItem(InColumnMixin, GovPage):
    """What articles and links have in common: everything a list shows."""

    cover = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("cover picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    # Key of the column or topic right above it, for the index along which lists are read.
    listed_in = models.PositiveBigIntegerField(null=True, editable=False)

    is_creatable = False
    parent_page_types = ["portal_content.Column", "portal_content.Topic"]
    subpage_types: list[str] = []

    not_shown = GovPage.not_shown | {"listed_in"}
    also_served = ("listed_in",)

    def save(self, *args, **kwargs) -> None:
        if kwargs.get("update_fields") is None:
            above = Page.objects.filter(path=self.path[: -self.steplen])
            self.listed_in = above.values_list("pk", flat=True).first()
        super().save(*args, **kwargs)

    def neighbours(self) -> list[int]:
        return listing.naming_as_related(self)

    class Meta:
        indexes: ClassVar = [
            models.Index("listed_in", "display_date", "page_ptr", name="portal_content_items_by_date"),
            models.Index("listed_in", "pinned_until", name="portal_content_items_pinned"),
        ]
        verbose_name = _("item")
        verbose_name_plural = _("items")


def follow(sender: type[Page], instance: Page, parent_page_after: Page, **_kwargs: object) -> None:
    """List an item that was moved where it stands now."""
    ColumnItem.objects.filter(pk=instance.pk).update(listed_in=parent_page_after.pk)


class LanguageVariant(models.TextChoices):
    SIMPLIFIED = "", _("simplified Chinese")
    TRADITIONAL = "traditional", _("traditional Chinese, as in the original")


class Article(ColumnItem):
    """News, notices, policy texts: whatever consists of a body."""

    body = PlainMigrationStreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    attachments = PlainMigrationStreamField(AttachmentsBlock(), verbose_name=_("attachments"), blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    language_variant = models.CharField(
        _("script"),
        max_length=20,
        choices=LanguageVariant.choices,
        default=LanguageVariant.SIMPLIFIED,
        blank=True,
    )

    can_be_offered = True
    shows_corrections = True
    search_fields: ClassVar = [
        *ColumnItem.search_fields,
        index.SearchField("body"),
        index.SearchField("document_number"),
    ]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title"),
            GovPage.summary_panel,
            FieldPanel("cover"),
            FieldPanel("body"),
            FieldPanel("attachments"),
            *GovPage.correction_panels,
        ],
        [
            *GovPage.source_panels,
            *GovPage.listing_panels,
            FieldRowPanel([FieldPanel("issuer"), FieldPanel("document_number")]),
            FieldRowPanel([FieldPanel("signed_on"), FieldPanel("effective_on")]),
            FieldPanel("language_variant"),
            *GovPage.responsibility_panels,
        ],
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def reason_against_emergency(self) -> str:
        return ""

    def get_context(self, request, *args, **kwargs) -> dict:
        return {
            **super().get_context(request, *args, **kwargs),
            "contents": listing.contents(self.body),
            "attachment_files": listing.files(self.attachments),
            "related": listing.related(self, request),
        }


class LinkItem(ColumnItem):
    """An entry of a list that leads elsewhere: a service, a page of another site."""

    class Audience(models.TextChoices):
        ALL = "", _("everybody")
        PERSON = "person", _("persons")
        ORGANISATION = "organisation", _("organisations")

    link_url = models.URLField(_("address"), blank=True)
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    audience = models.CharField(
        _("for whom"), max_length=20, choices=Audience.choices, default=Audience.ALL, blank=True
    )

    template = "portal_content/article.html"
    # Its address only leads on to another.
    in_sitemap = False
    answers_with = 302

    search_fields: ClassVar = [*ColumnItem.search_fields, index.SearchField("note")]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title"),
            FieldPanel("link_page"),
            FieldPanel("link_url"),
            FieldPanel("note"),
            FieldPanel("audience"),
            FieldPanel("cover"),
        ],
        [*GovPage.listing_panels, *GovPage.responsibility_panels],
    )

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def clean(self) -> None:
        super().clean()
        if bool(self.link_url) == bool(self.link_page_id):
            raise ValidationError(
                {"link_page": _("Choose a page of this installation or enter an address, one of the two.")}
            )

    def target(self, request=None) -> str:
        """Where the link leads, or nothing when the page it led to is gone."""
        if self.link_page_id:
            return (self.link_page and self.link_page.live and self.link_page.get_url(request)) or ""
        return self.link_url

    def serve(self, request, *args, **kwargs):
        # Its own address stays good for whoever kept it.
        return HttpResponseRedirect(way_to(self.target(request)) or self.get_parent().get_url(request))
