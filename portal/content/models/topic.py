"""Topics (专题): a subject for a time, with what belongs to it in one place."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from sites.pages.models import GovPage, end_of_day

from .. import listing
from .column import InColumnMixin


class Topic(InColumnMixin, GovPage):
    cover = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("cover picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    introduction = RichTextField(_("introduction"), features=["bold", "ol", "ul", "link"], blank=True)
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    served_with = ("department", "cover")
    in_frame_of = "site"
    parent_page_types = ["portal_content.Column"]
    subpage_types = ["portal_content.Column", "portal_content.Article", "portal_content.LinkItem"]

    search_fields: ClassVar = [*GovPage.search_fields, index.SearchField("introduction")]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title"),
            GovPage.summary_panel,
            FieldPanel("cover"),
            FieldPanel("introduction"),
            FieldRowPanel([FieldPanel("opened_on"), FieldPanel("closed_on")]),
        ],
        GovPage.responsibility_panels,
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def clean(self) -> None:
        super().clean()
        if self.closed_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": _("A topic cannot close before it opens.")})

    @property
    def is_archived(self) -> bool:
        return bool(self.closed_on and self.closed_on < timezone.localdate())

    def turns(self) -> list[datetime.datetime]:
        return [*super().turns(), *([end_of_day(self.closed_on)] if self.closed_on else [])]

    def get_context(self, request, *args, **kwargs) -> dict:
        return {
            **super().get_context(request, *args, **kwargs),
            "items": listing.as_items(listing.Items(self)[: listing.PAGE_SIZE], request),
            "sections": listing.sections(self, request),
        }
