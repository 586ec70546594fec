"""What delivery keeps in the database: which addresses changed, on which days sites are grey."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


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
