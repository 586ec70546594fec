"""Alert banners: short, dated, above everything else."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from sites.pages.models import GovPage
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteKind


class AlertLevel(models.TextChoices):
    """The four levels of warning, mildest first (blue, yellow, orange, red)."""

    INFO = "info", _("notice (blue)")
    NOTICE = "notice", _("caution (yellow)")
    WARNING = "warning", _("warning (orange)")
    EMERGENCY = "emergency", _("emergency (red)")


class AlertScope(models.TextChoices):
    SITE = "site", _("this site")
    ALL = "all", _("all sites of the installation")


class Alert(GovPage):
    """A banner for a limited time. It is a page, so that it goes through review like everything else."""

    level = models.CharField(_("level"), max_length=20, choices=AlertLevel.choices, default=AlertLevel.INFO)
    scope = models.CharField(_("scope"), max_length=10, choices=AlertScope.choices, default=AlertScope.SITE)
    text = models.TextField(_("text"), max_length=500)
    link_url = models.URLField(_("more at"), blank=True)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))

    in_frame_of = "all"
    parent_page_types = [
        "portal_content.PortalHome",
        "portal_content.DepartmentHome",
        "portal_content.CountyHome",
    ]
    subpage_types: list[str] = []
    template = "portal_content/alert.html"
    # Gone in a day or two; search engines would keep it.
    in_sitemap = False

    search_fields: ClassVar = [*GovPage.search_fields, index.SearchField("text")]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title"),
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("level"), FieldPanel("scope")]),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("expires_at")]),
            FieldPanel("link_url"),
        ],
        GovPage.responsibility_panels,
    )

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")

    def clean(self) -> None:
        super().clean()
        if self.expires_at and self.starts_at and self.expires_at <= self.starts_at:
            raise ValidationError({"expires_at": _("An alert must end after it begins.")})

    def reason_against_emergency(self) -> str:
        record = record_at(self.path)
        if self.scope == AlertScope.ALL and (record is None or record.kind != SiteKind.PORTAL):
            return gettext("Only the portal shows an alert on all sites at once; choose “this site”.")
        return ""

    def turns(self) -> list[datetime.datetime]:
        return [self.starts_at, self.expires_at]

    def is_active(self, now=None) -> bool:
        """Whether the banner is to be shown at `now` (an aware datetime; the present by default)."""
        return self.starts_at <= (now or timezone.now()) < self.expires_at
