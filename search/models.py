"""What can be found, as results show it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Entry(models.Model):
    """Something that can be found. One that changes is replaced by a new one, which has another key.

    So a row of the words, which has the key of its entry, never says anything of another text.
    """

    source = models.CharField(_("source"), max_length=40)
    key = models.CharField(_("key"), max_length=60)
    site = models.ForeignKey(Site, verbose_name=_("Site"), on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=60)
    title = models.TextField(_("title"))
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    date = models.DateTimeField(_("date"), null=True)
    version = models.PositiveIntegerField(_("version of the words"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
