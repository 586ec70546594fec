"""The entries of the ledger and its present end."""

from __future__ import annotations

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import chain
from .registry import ACTS


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: models.Model) -> EntryQuerySet:
        """Entries about one thing, oldest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject=str(subject.pk))

    def update(self, **_fields: object) -> int:
        raise TypeError("Entries of the ledger are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Entries of the ledger are never deleted.")


class Entry(models.Model):
    """One act. Written once by `operations.append`; the database itself refuses to change or delete it.

    No relation leads from here: what an entry names may be deleted, the entry stays as it is.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.CharField(_("time"), max_length=27, help_text=_("UTC, to the microsecond, as ISO 8601"))
    act = models.CharField(_("act"), max_length=40)
    actor = models.CharField(_("actor's key"), max_length=40, blank=True)
    actor_name = models.CharField(_("actor"), max_length=150, blank=True)
    site = models.CharField(_("site"), max_length=40, blank=True)
    subject_type = models.CharField(_("kind of subject"), max_length=80, blank=True)
    subject = models.CharField(_("subject's key"), max_length=40, blank=True)
    subject_title = models.CharField(_("subject"), max_length=255, blank=True)
    step = models.CharField(_("step"), max_length=40, blank=True)
    content_digest = models.CharField(_("digest of the content"), max_length=64, blank=True)
    detail = models.TextField(_("detail"), help_text=_("canonical JSON"))
    algorithm = models.CharField(_("algorithm"), max_length=10)
    previous = models.CharField(_("digest of the previous entry"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ("number",)
        indexes = [
            models.Index(fields=["subject_type", "subject", "number"], name="ledger_entry_subject"),
            models.Index(fields=["act", "number"], name="ledger_entry_act"),
            models.Index(fields=["site", "number"], name="ledger_entry_site"),
            models.Index(fields=["actor", "number"], name="ledger_entry_actor"),
            models.Index(fields=["at"], name="ledger_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act_label} {self.subject_title}"

    @property
    def act_label(self) -> str:
        return str(ACTS.get(self.act, self.act))

    @property
    def details(self) -> dict:
        return json.loads(self.detail)

    def as_row(self) -> dict:
        """Everything the entry says, as `chain` and an export take it."""
        return {name: getattr(self, name) for name in (*chain.FIELDS, "digest")}

    def delete(self, *_args: object, **_kwargs: object) -> tuple[int, dict[str, int]]:
        raise TypeError("Entries of the ledger are never deleted.")


class Head(models.Model):
    """The last entry: one row, locked by whoever appends, so that no two entries follow the same one."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=chain.BEGINNING)

    class Meta:
        verbose_name = _("head of the ledger")
        verbose_name_plural = _("heads of the ledger")

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
