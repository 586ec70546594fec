"""What was built, so that a build that was interrupted can go on and faults can be found again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Build(models.Model):
    """The one build of the sample municipality in an installation."""

    as_of = models.DateTimeField(_("seen from"))
    small = models.BooleanField(_("small"), default=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("build of the sample municipality")
        verbose_name_plural = _("builds of the sample municipality")

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d}"


class BuiltPage(models.Model):
    """A page of the sample municipality by its key in the data files."""

    key = models.CharField(_("key"), max_length=120, unique=True)
    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("page of the sample municipality")
        verbose_name_plural = _("pages of the sample municipality")

    def __str__(self) -> str:
        return self.key
