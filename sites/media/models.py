"""Images and documents of the installation.

Files are stored under names nobody can guess, made of ASCII, with the extension their content
demands. That is what keeps the pictures of an unpublished page private: its renditions have addresses,
but nobody can find them by trying.
"""

import re
import secrets
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


def random_name(filename: str) -> str:
    """Return 24 random characters with the extension of `filename`."""
    return secrets.token_hex(12) + PurePosixPath(filename).suffix.lower()


def document_path(instance: "SiteDocument", filename: str) -> str:
    return f"documents/{random_name(filename)}"


class SiteImage(AbstractImage):
    """A picture. `description` is its alternative text; only a decorative one may have none."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture carries no information; screen readers pass over it."),
    )

    admin_form_fields = (
        "title", "file", "description", "is_decorative", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_siteimage", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description

    def get_upload_to(self, filename: str) -> str:
        return f"original_images/{random_name(filename)}"


class Rendition(AbstractRendition):
    """An image in one size and format."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        # Wagtail's name keeps as little as six characters of the original's.
        return f"images/{random_name(filename)}"

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="sites_media_one_rendition"
            )
        ]


class FileState(models.TextChoices):
    """What became of opening a file to read its text."""

    WHOLE = "whole", _("opened")
    PART = "part", _("opened in part")
    UNREAD = "unread", _("not of a kind that can be read")
    DAMAGED = "damaged", _("damaged")
    LOCKED = "locked", _("locked with a password")


class SiteDocument(AbstractDocument):
    """A file that can be attached to pages; served to the public only from a published page."""

    file = models.FileField(_("file"), upload_to=document_path)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_sitedocument", "Can choose document")]

    def clean(self) -> None:
        # Of a refused file the form has already said so; Wagtail would add a second complaint.
        if self.file:
            super().clean()

    @property
    def download_name(self) -> str:
        """The title as a file name, which says more to a reader than the stored one."""
        name = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "_", self.title).strip(" .")
        suffix = f".{self.file_extension.lower()}"
        return name if name.lower().endswith(suffix) else f"{name or 'document'}{suffix}"


class DocumentText(models.Model):
    """The text that was read in the file of a document, so that readers find it (see `texts`)."""

    FAILED = "failed"

    document = models.OneToOneField(
        SiteDocument, verbose_name=_("document"), on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    # Of the file that was read. A document whose file has another one is read again.
    digest = models.CharField(_("hash of the file"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=[*FileState.choices, (FAILED, _("reading failed"))]
    )
    text = models.TextField(_("text"), blank=True)
    tries = models.PositiveSmallIntegerField(_("times tried"), default=0)

    # The office would count it among the uses of the document.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"
