"""Who takes the steps of somebody who is away: delegation, and the standing deputy (A/B角)."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.registry.models import SiteGroup


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    def standing(self) -> SubstitutionQuerySet:
        """Not ended, the principal still in the role and the deputy still one of the site."""
        return self.filter(
            ended_at=None,
            principal__groups=F("site_group__group"),
            deputy__groups__site_group__record=F("site_group__record"),
        ).distinct()

    def effective(self, day: datetime.date) -> SubstitutionQuerySet:
        """Those who stand in on `day`: delegates within their dates; deputies, for overdue steps only."""
        delegated = Q(kind=Substitution.Kind.DELEGATION, starts_on__lte=day, ends_on__gte=day)
        return self.standing().filter(delegated | Q(kind=Substitution.Kind.DEPUTY))

    def of(self, user) -> SubstitutionQuerySet:
        return self.filter(deputy=user)


class Substitution(models.Model):
    """One person stands in for another in one role of one site.

    Source: Xinyu 2011 (004), art. 6 (A/B角: every responsible person has a deputy).
    """

    class Kind(models.TextChoices):
        DELEGATION = "delegation", _("delegation: from one day to another")
        DEPUTY = "deputy", _("deputy: whenever a step is overdue")

    site_group = models.ForeignKey(
        SiteGroup, verbose_name=_("role"), on_delete=models.CASCADE, related_name="substitutions"
    )
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stands in for"),
        on_delete=models.CASCADE,
        related_name="substituted_by",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who stands in"),
        on_delete=models.CASCADE,
        related_name="substitutes_for",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DELEGATION)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["deputy", "ended_at"], name="editorial_substitute")]

    def __str__(self) -> str:
        return f"{self.principal} → {self.deputy}"

    @property
    def is_effective(self) -> bool:
        if self.ended_at is not None:
            return False
        if self.kind == self.Kind.DEPUTY:
            return True
        today = timezone.localdate()
        return bool(self.starts_on and self.ends_on and self.starts_on <= today <= self.ends_on)

    def clean(self) -> None:
        if self.principal_id and self.principal_id == self.deputy_id:
            raise ValidationError({"deputy": _("Choose somebody else: nobody stands in for himself.")})
        if self.kind == self.Kind.DELEGATION:
            self._require_dates()

    def _require_dates(self) -> None:
        if not self.starts_on or not self.ends_on:
            raise ValidationError({"ends_on": _("A delegation needs its first and its last day.")})
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first.")})
