"""Bundles: pages that become public at one moment or not at all, and which version of each was signed."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class BundleQuerySet(models.QuerySet["Bundle"]):
    def open(self) -> BundleQuerySet:
        """Neither released nor dissolved."""
        return self.filter(state__in=Bundle.OPEN)

    def due(self, now: datetime.datetime) -> BundleQuerySet:
        """Complete, every page signed as it is, and the moment, if there is one, has come."""
        unsigned = BundleMember.objects.filter(bundle=OuterRef("pk")).unsigned()
        return self.filter(
            Q(release_at=None) | Q(release_at__lte=now), ~Exists(unsigned), state=Bundle.State.COMPLETE
        )


class Bundle(models.Model):
    """Pages of one site that go out together: a document, its interpretation, the news about it.

    While it is `collecting`, nothing goes out, whatever is signed; `complete` means that its people have said
    that no page is missing.
    """

    class State(models.TextChoices):
        COLLECTING = "collecting", _("being put together")
        COMPLETE = "complete", _("complete, goes out when all is signed")
        RELEASED = "released", _("released")
        DISSOLVED = "dissolved", _("dissolved")

    OPEN = (State.COLLECTING, State.COMPLETE)

    site_code = models.CharField(_("site"), max_length=20, db_index=True)
    name = models.CharField(_("name"), max_length=100)
    release_at = models.DateTimeField(_("moment of release"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.COLLECTING, db_index=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    # Why it could not be released when it was tried last, in a sentence; empty when nothing is in the way.
    refusal = models.TextField(_("what is in the way"), max_length=1000, blank=True)
    tried_at = models.DateTimeField(_("last tried at"), null=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class BundleMemberQuerySet(models.QuerySet["BundleMember"]):
    def open(self) -> BundleMemberQuerySet:
        """Of bundles that are neither released nor dissolved."""
        return self.filter(is_open=True)

    def signed(self) -> BundleMemberQuerySet:
        """Whose latest version passed its last step and waits."""
        return self.filter(signed_revision=F("page__latest_revision"))

    def unsigned(self) -> BundleMemberQuerySet:
        return self.exclude(signed_revision__isnull=False, signed_revision=F("page__latest_revision"))


class BundleMember(models.Model):
    """A page in a bundle; its `signed_revision` passed the last step, by `signed_by`, and waits."""

    bundle = models.ForeignKey(
        Bundle, verbose_name=_("bundle"), on_delete=models.CASCADE, related_name="members"
    )
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="bundled")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    is_open = models.BooleanField(default=True)
    signed_revision = models.ForeignKey(
        Revision,
        verbose_name=_("signed version"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BundleMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of a bundle")
        verbose_name_plural = _("pages of a bundle")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(is_open=True), name="editorial_one_open_bundle_per_page"
            ),
            models.UniqueConstraint(fields=["bundle", "page"], name="editorial_page_once_in_a_bundle"),
        ]

    def __str__(self) -> str:
        return f"{self.bundle} · {self.page}"

    @property
    def is_signed(self) -> bool:
        return self.signed_revision_id is not None and self.signed_revision_id == self.page.latest_revision_id
