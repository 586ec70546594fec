"""Withdrawals of published pages, and the receipt of each: what every public address answered since."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def requested(self) -> WithdrawalQuerySet:
        """Waiting for their signature."""
        return self.filter(state=Withdrawal.State.REQUESTED)


class Withdrawal(models.Model):
    """撤稿: asked for by one, signed by another; then every public address is looked at until it is gone."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waits for the signature")
        REFUSED = "refused", _("refused")
        SIGNED = "signed", _("withdrawn, being checked")
        CONFIRMED = "confirmed", _("withdrawn and gone everywhere")

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="withdrawals"
    )
    site_code = models.CharField(_("site"), max_length=20, db_index=True)
    kind = models.CharField(_("kind"), max_length=20)
    reason = models.TextField(_("reason"), max_length=500)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.REQUESTED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("requested by"), on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    opinion = models.TextField(_("opinion"), max_length=500, blank=True)
    confirmed_at = models.DateTimeField(_("gone everywhere since"), null=True)
    escalated_at = models.DateTimeField(_("escalated at"), null=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(state="requested"),
                name="editorial_one_withdrawal_asked_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} · {self.get_state_display()}"


class ReceiptLine(models.Model):
    """One public address of a withdrawn page, and what it answered when it was last looked at."""

    class Wanted(models.TextChoices):
        GONE = "gone", _("no longer answers")
        ABSENT = "absent", _("no longer names the page")
        COPY = "copy", _("no longer answers, or is justified")

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="lines")
    address = models.URLField(_("address"), max_length=1000)
    wanted = models.CharField(_("wanted"), max_length=10, choices=Wanted.choices)
    # What a list must not name any more: path of the page.
    mention = models.CharField(max_length=500, blank=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    is_satisfied = models.BooleanField(_("as wanted"), default=False)
    # Why a copy on another site stays.
    excuse = models.CharField(_("justification"), max_length=300, blank=True)
    looks = models.PositiveSmallIntegerField(_("looks"), default=0)
    looked_at = models.DateTimeField(_("looked at"), null=True)

    class Meta:
        verbose_name = _("line of a receipt")
        verbose_name_plural = _("lines of receipts")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["withdrawal", "address"], name="editorial_one_line_per_address")
        ]

    def __str__(self) -> str:
        return f"{self.address} · {self.status}"
