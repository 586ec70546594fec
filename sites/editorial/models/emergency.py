"""What went out before it was approved: why, by whom, until when, and what became of it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class EmergencyReleaseQuerySet(models.QuerySet["EmergencyRelease"]):
    def open(self) -> EmergencyReleaseQuerySet:
        """Not yet approved, nor taken down."""
        return self.filter(outcome="")

    def close(self, page_id: int, outcome: str) -> None:
        """Note what became of the open release of a page, if there is one."""
        self.open().filter(page_id=page_id).update(outcome=outcome, closed_at=timezone.now())

    def expired(self, now: datetime.datetime) -> EmergencyReleaseQuerySet:
        return self.open().filter(approve_by__lte=now)


class EmergencyRelease(models.Model):
    """One page that somebody put before the public at once, to be approved afterwards."""

    class Outcome(models.TextChoices):
        OPEN = "", _("waits for approval")
        APPROVED = "approved", _("approved in time")
        EXPIRED = "expired", _("came down unapproved")
        TAKEN_DOWN = "taken_down", _("taken down")

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="emergency_releases"
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), on_delete=models.PROTECT, related_name="+"
    )
    site_code = models.CharField(_("site"), max_length=20, db_index=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("reason"), max_length=500)
    released_at = models.DateTimeField(_("released at"), auto_now_add=True)
    approve_by = models.DateTimeField(_("to be approved by"), db_index=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = EmergencyReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency release")
        verbose_name_plural = _("emergency releases")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(outcome=""), name="editorial_one_open_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} · {self.get_outcome_display()}"
