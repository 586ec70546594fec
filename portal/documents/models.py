"""What was brought in from which file, so that nothing comes in twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.registry.models import SiteRecord


class ImportedDocument(models.Model):
    """One file that became one page of a site. It goes with its page, and then the file may come again."""

    record = models.ForeignKey(
        SiteRecord, verbose_name=_("site"), on_delete=models.CASCADE, related_name="imported_documents"
    )
    page = models.OneToOneField(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="imported_document",
    )
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    text_sha256 = models.CharField(_("fingerprint of the text"), max_length=64)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    # A page is not in use because it was imported once.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=("record", "sha256"), name="portal_documents_file_once"),
            models.UniqueConstraint(fields=("record", "text_sha256"), name="portal_documents_text_once"),
        ]

    def __str__(self) -> str:
        return self.file_name
