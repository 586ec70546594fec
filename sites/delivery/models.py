"""What delivery keeps in the database: changed addresses, days of mourning, what was not signed, visits."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site


class GreyPeriodQuerySet(models.QuerySet["GreyPeriod"]):
    def is_grey(self, site: Site) -> bool:
        """Whether `site` is grey today."""
        of_site = models.Q(site=None) | models.Q(site=site)
        today = timezone.localdate()
        return self.filter(of_site, starts__lte=today, ends__gte=today).exists()


class GreyPeriod(models.Model):
    """Days of public mourning (哀悼日), on which the pages of a site, or of all, are shown in grey."""

    site = models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("Site"),
        help_text=_("Empty: all sites."),
    )
    starts = models.DateField(_("First day"))
    ends = models.DateField(_("Last day"))
    reason = models.CharField(
        _("Reason"), max_length=200, help_text=_("The announcement that orders it, with its number.")
    )

    objects = GreyPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("Grey period")
        verbose_name_plural = _("Grey periods")
        ordering = ["-starts"]
        indexes = [models.Index(fields=["ends", "starts"], name="grey_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="grey_ends_after_start",
                violation_error_message=_("The last day is before the first. Please correct one of them."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts}–{self.ends}"

    def turns(self) -> list[datetime.datetime]:
        """The moments at which pages become grey and are so no longer."""
        days = [self.starts, self.ends + datetime.timedelta(days=1)]
        return [timezone.make_aware(datetime.datetime.combine(day, datetime.time())) for day in days]


class Move(models.Model):
    """A page got another address, and with it everything below: one row, however much that is.

    Both addresses are as `Page.url_path` has them: they begin with the home page and end with a slash.
    """

    old = models.TextField(_("old address"))
    new = models.TextField(_("new address"))
    at = models.DateTimeField(_("moment"), default=timezone.now)

    class Meta:
        verbose_name = _("changed address")
        verbose_name_plural = _("changed addresses")
        indexes = [
            models.Index(fields=["old"], name="sites_delivery_move_old"),
            models.Index(fields=["new"], name="sites_delivery_move_new"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class PublicDifferenceQuerySet(models.QuerySet["PublicDifference"]):
    def open(self) -> PublicDifferenceQuerySet:
        """Those that the last look still found."""
        return self.filter(gone_at=None)


class PublicDifference(models.Model):
    """Citizens get something that nobody signed, from when it was first seen to when it was gone."""

    class Kind(models.TextChoices):
        UNSIGNED = "unsigned", _("page not as signed")
        ANSWER = "answer", _("another answer")
        TEXT = "text", _("text")
        SCRIPT = "script", _("scripts")
        FRAME = "frame", _("embedded frames")
        FORM = "form", _("targets of forms")
        LINK = "link", _("links")
        HIDDEN = "hidden", _("hidden links")
        REFRESH = "refresh", _("redirection within the page")

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    address = models.TextField(_("address"))
    kind = models.CharField(_("what differs"), max_length=20, choices=Kind.choices)
    is_critical = models.BooleanField(_("critical"))
    expected = models.CharField(_("digest of what was signed"), max_length=64)
    found = models.CharField(_("digest of what citizens got"), max_length=64)
    excerpt = models.TextField(_("excerpt"))
    evidence = models.CharField(_("kept in"), max_length=40, blank=True)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    gone_at = models.DateTimeField(_("gone"), null=True, blank=True)

    objects = PublicDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference from what was signed")
        verbose_name_plural = _("differences from what was signed")
        ordering = ["-first_seen", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind"],
                condition=models.Q(gone_at=None),
                name="sites_delivery_one_open_difference",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.address}"


class CountOfADay(models.Model):
    """Something of a site that was counted on one day."""

    site = models.ForeignKey(Site, verbose_name=_("Site"), on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))

    class Meta:
        abstract = True


class PageVisits(CountOfADay):
    """How often a page was read on one day.

    `own` counts the page itself, `within` also what stood below it at the time.
    """

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    own = models.PositiveBigIntegerField(_("visits"), default=0)
    within = models.PositiveBigIntegerField(_("visits with all pages below"), default=0)

    class Meta:
        verbose_name = _("visits of a page")
        verbose_name_plural = _("visits of pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "site", "day"], name="sites_delivery_one_count_of_a_day")
        ]
        indexes = [
            models.Index(fields=["site", "day"], name="visits_of_site_by_day"),
            models.Index(fields=["day", "page", "own"], name="visits_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.own}"


class SearchedText(CountOfADay):
    """How often a text was searched for on one day, how often nothing was found, and what was opened.

    `places` is the sum of the places at which the opened results stood, from 1: their mean is known, who
    opened what is not.
    """

    text = models.CharField(_("text"), max_length=200)
    times = models.PositiveBigIntegerField(_("times"), default=0)
    in_vain = models.PositiveBigIntegerField(_("times without a result"), default=0)
    opened = models.PositiveBigIntegerField(_("results opened"), default=0)
    places = models.PositiveBigIntegerField(_("sum of their places"), default=0)

    class Meta:
        verbose_name = _("text searched for")
        verbose_name_plural = _("texts searched for")
        constraints = [
            models.UniqueConstraint(fields=["site", "text", "day"], name="sites_delivery_one_search_of_a_day")
        ]
        indexes = [models.Index(fields=["site", "day"], name="searches_of_site_by_day")]

    def __str__(self) -> str:
        return self.text


class PageAnswer(CountOfADay):
    """How often readers of a page gave one answer to whether it was of use, on one day."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(_("reader's answer"), max_length=20)
    times = models.PositiveBigIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("answer of readers")
        verbose_name_plural = _("answers of readers")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "site", "day", "answer"], name="sites_delivery_one_answer_of_a_day"
            )
        ]
        indexes = [models.Index(fields=["site", "day"], name="answers_of_site_by_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.answer}"


class CountedFile(models.Model):
    """How far a file of lines is counted, written in the transaction that counts them.

    `key` tells files apart that get the same name or number one after the other (`visits/files.py`).
    """

    key = models.CharField(_("file"), max_length=100, unique=True)
    offset = models.PositiveBigIntegerField(_("bytes that are counted"), default=0)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("counted file")
        verbose_name_plural = _("counted files")

    def __str__(self) -> str:
        return f"{self.key}: {self.offset}"
