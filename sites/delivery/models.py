"""What delivery remembers in the database: which addresses changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
