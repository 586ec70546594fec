"""Leaders and institutions: who does what, and how to reach them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from sites.pages.models import GovPage

from .column import InColumnMixin


class Leader(InColumnMixin, GovPage):
    """A leader (领导): post, duties, career. The title is the name."""

    post = models.CharField(_("post"), max_length=200)
    duties = RichTextField(_("duties"), features=["bold", "ol", "ul"])
    resume = RichTextField(_("career"), features=["bold", "ol", "ul"], blank=True)
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photograph"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    served_with = ("department", "photo")
    parent_page_types = ["portal_content.Column"]
    subpage_types: list[str] = []

    search_fields: ClassVar = [
        *GovPage.search_fields,
        index.SearchField("post"),
        index.SearchField("duties"),
        index.SearchField("resume"),
    ]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title", heading=pgettext_lazy("person", "name")),
            FieldRowPanel([FieldPanel("post"), FieldPanel("order")]),
            FieldPanel("photo"),
            FieldPanel("duties"),
            FieldPanel("resume"),
        ],
        GovPage.responsibility_panels,
    )

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")


class Institution(InColumnMixin, GovPage):
    """An institution (机构): what it is for, where it is, when it is open."""

    functions = RichTextField(_("functions"), features=["bold", "ol", "ul"])
    head = models.CharField(_("head"), max_length=50, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    parent_page_types = ["portal_content.Column"]
    subpage_types: list[str] = []

    search_fields: ClassVar = [
        *GovPage.search_fields,
        index.SearchField("functions"),
        index.SearchField("address"),
    ]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title", heading=_("name")),
            FieldPanel("functions"),
            FieldRowPanel([FieldPanel("head"), FieldPanel("phone")]),
            FieldPanel("address"),
            FieldPanel("office_hours"),
            FieldPanel("order"),
        ],
        GovPage.responsibility_panels,
    )

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
