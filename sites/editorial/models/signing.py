"""Leaders who sign without signing in, and the links by which each of them signs one version of one text."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision, TaskState

from sites.registry.models import SiteRecord


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def standing(self) -> SignatoryQuerySet:
        """Registered, and not removed since."""
        return self.filter(removed_at=None)


class Signatory(models.Model):
    """A leader (签发领导) who signs texts of one site by links, never in the office.

    `user` is the account in whose name he signs, so that separation of duties and ledger know him like
    everybody. Nobody signs in with it: it is locked, has no password and gets no role.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="signatory",
    )
    record = models.ForeignKey(
        SiteRecord, verbose_name=_("site"), on_delete=models.PROTECT, related_name="signatories"
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    post = models.CharField(pgettext_lazy("of a leader", "post"), max_length=50)
    email = models.EmailField(_("e-mail"))
    mobile = models.CharField(
        _("mobile telephone"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\+?\d{5,19}$", _("Enter the digits of the number, without spaces."))],
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("registered by"), on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["record", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["record", "email"],
                condition=models.Q(removed_at=None),
                name="editorial_one_signatory_per_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.post}）"


class Obstacle(models.TextChoices):
    """Why a link cannot be used: what its reader is told, and what an officer finds in the ledger."""

    USED = "used", _("The link was used.")
    NEWER = "newer", _("A newer link was made for this text; only that one counts.")
    REMOVED = "removed", _("The signatory is no longer registered for this site.")
    BLOCKED = "blocked", _("The code was wrong too often; the link was blocked.")
    CHANGED = "changed", _("The text was changed after this link was made.")
    GONE = "gone", _("The text no longer waits for sign-off: it was decided or withdrawn elsewhere.")
    EXPIRED = "expired", _("The link has expired.")


class SignLinkQuerySet(models.QuerySet["SignLink"]):
    def open(self) -> SignLinkQuerySet:
        """Neither used nor void; they may have expired."""
        return self.filter(used_at=None, voided_at=None)


class SignLink(models.Model):
    """One way to sign one version, once. Neither token nor code is stored, only what proves them.

    Attributes:
        content_digest: of what the public would see (`sites.pages.seen`), sealed when the link is made.
        code_hash: as of a password; empty until a code is sent.
        sends: how often a code was asked for; `sent` is the number of the last one that went out.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("agreed to publish")
        RETURNED = "returned", pgettext_lazy("by a signatory", "returned")

    token_digest = models.CharField(max_length=64, unique=True)
    task_state = models.ForeignKey(
        TaskState, verbose_name=_("step under review"), on_delete=models.CASCADE, related_name="sign_links"
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), on_delete=models.CASCADE, related_name="+"
    )
    content_digest = models.CharField(max_length=64)
    signatory = models.ForeignKey(
        Signatory, verbose_name=_("signatory"), on_delete=models.PROTECT, related_name="links"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    code_hash = models.CharField(max_length=255, blank=True)
    code_asked_at = models.DateTimeField(null=True)
    code_sent_at = models.DateTimeField(null=True)
    sends = models.PositiveSmallIntegerField(default=0)
    sent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(_("used at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=10, choices=Obstacle.choices, blank=True)

    objects = SignLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing link")
        verbose_name_plural = _("signing links")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task_state"],
                condition=models.Q(used_at=None, voided_at=None),
                name="editorial_one_open_link_per_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.signatory} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def page(self) -> Any:
        """The page as it stands in the database now."""
        return self.revision.content_object
