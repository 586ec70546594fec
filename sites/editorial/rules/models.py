"""What the rules remember: explanations, findings on live pages, reviewed hosts, opened files, texts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sites.media.models import FileState
from sites.registry.models import SiteRecord

from .registry import Level

DIGEST = 64


class RuleOverride(models.Model):
    """Why a finding that may be explained stays as it is. The last reason counts; the ledger has all."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("version"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    rule = models.CharField(_("rule"), max_length=60)
    digest = models.CharField(_("digest of what was found"), max_length=DIGEST)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("explained by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("explanation of a finding")
        verbose_name_plural = _("explanations of findings")
        constraints = [
            models.UniqueConstraint(fields=["page", "rule", "digest"], name="sites_editorial_one_explanation")
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class LiveFindingQuerySet(models.QuerySet["LiveFinding"]):
    def open(self) -> LiveFindingQuerySet:
        """Those that the last check still found."""
        return self.filter(gone_at=None)


class LiveFinding(models.Model):
    """What the nightly check found on a live page, from the day it was first seen to the day it was gone."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(_("rule"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    path = models.CharField(_("place"), max_length=200, blank=True)
    digest = models.CharField(_("digest of what was found"), max_length=DIGEST)
    message = models.TextField(_("message"))
    edition = models.CharField(_("edition of the rules"), max_length=200)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    gone_at = models.DateTimeField(_("gone"), null=True, blank=True, db_index=True)

    objects = LiveFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding on a live page")
        verbose_name_plural = _("findings on live pages")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "rule", "path", "digest"],
                condition=Q(gone_at=None),
                name="sites_editorial_one_open_finding",
            )
        ]

    def __str__(self) -> str:
        return self.message


class ReviewedHostQuerySet(models.QuerySet["ReviewedHost"]):
    def valid_for(self, record: SiteRecord | None) -> ReviewedHostQuerySet:
        """Hosts to which pages of a site may link: its own, and those of all sites."""
        return self.filter(Q(record=None) | Q(record=record) if record else Q(record=None))


class ReviewedHost(models.Model):
    """An external host that somebody has looked at and found fit to link to, with all names below it.

    Source: Xinyu 2011, art. 31 (4): links are reviewed by the managing unit.
    """

    host = models.CharField(_("host"), max_length=200)
    record = models.ForeignKey(
        SiteRecord,
        verbose_name=_("site"),
        help_text=_("Without one it holds for all sites."),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=200)
    is_government = models.BooleanField(
        _("of a government or public body"),
        help_text=_("Readers go there without being told that they leave the government website."),
        default=False,
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), auto_now_add=True)

    objects = ReviewedHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed host")
        verbose_name_plural = _("reviewed hosts")
        ordering = [F("record").asc(nulls_first=True), "host"]
        constraints = [
            models.UniqueConstraint(fields=["host", "record"], name="sites_editorial_one_host"),
            models.UniqueConstraint(
                fields=["host"], condition=Q(record=None), name="sites_editorial_one_host_for_all"
            ),
        ]

    def __str__(self) -> str:
        return self.host


class OpenedFile(models.Model):
    """What a file was found to be when it was opened; each content is opened once for each edition."""

    State = FileState

    file_hash = models.CharField(_("hash of the file"), max_length=40, unique=True)
    edition = models.CharField(_("edition of the rules"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    # Masked number and digest by kind, never a number itself.
    personal = models.JSONField(_("personal data"), default=list)
    opened_at = models.DateTimeField(_("opened at"), auto_now=True)

    class Meta:
        verbose_name = _("opened file")
        verbose_name_plural = _("opened files")

    def __str__(self) -> str:
        return f"{self.file_hash}: {self.state}"


class TextMark(models.Model):
    """One of the few shingles that stand for the text of a live page (see `likeness`)."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    mark = models.BigIntegerField(_("mark"))

    class Meta:
        verbose_name = _("mark of a text")
        verbose_name_plural = _("marks of texts")
        indexes = [models.Index(fields=["mark", "page"], name="sites_editorial_mark")]
        constraints = [models.UniqueConstraint(fields=["page", "mark"], name="sites_editorial_one_mark")]

    def __str__(self) -> str:
        return str(self.mark)
