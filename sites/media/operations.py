"""Store pictures and documents from code, through the same checks as the admin's forms."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from wagtail.models import Collection

from sites.accounts.models import User
from sites.protection.filetypes import check_type
from sites.protection.pictures import clean_picture
from sites.protection.videos import blank_metadata

from .fields import TOO_LARGE
from .forms import MISSING_ALTERNATIVE_TEXT
from .models import SiteDocument, SiteImage


@transaction.atomic
def store_image(
    file: IO[bytes],
    title: str,
    description: str,
    collection: Collection,
    uploaded_by: User | None,
    is_decorative: bool = False,
) -> SiteImage:
    """Store the picture in `file`, re-encoded, without place, camera or any other metadata.

    Raises ValidationError with a sentence for people if the picture is refused, or has neither
    `description` (its alternative text) nor `is_decorative`. Nothing is stored then.
    """
    if not description.strip() and not is_decorative:
        raise ValidationError({"description": MISSING_ALTERNATIVE_TEXT})
    _check_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    picture = clean_picture(file, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    image = SiteImage(
        title=title,
        description=description,
        is_decorative=is_decorative,
        collection=collection,
        uploaded_by_user=uploaded_by,
        file=ContentFile(picture.content, name=f"picture.{picture.extension}"),
    )
    image._set_image_file_metadata()
    image.full_clean()
    image.save()
    return image


@transaction.atomic
def store_document(
    file: IO[bytes],
    title: str,
    collection: Collection,
    uploaded_by: User | None,
    name: str = "",
) -> SiteDocument:
    """Store the document in `file`; `name` (or the file's own) says which extension it claims.

    Raises ValidationError with a sentence for people if its content is refused. Nothing is stored then.
    """
    _check_size(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    claimed = PurePosixPath(name or getattr(file, "name", "") or "").name
    extension = check_type(file, claimed, settings.WAGTAILDOCS_EXTENSIONS)
    content: File = File(file)
    if extension == "mp4":
        # The caller's file stays as it is.
        content = ContentFile(file.read())
        blank_metadata(content)
    content.name = f"document.{extension}"
    document = SiteDocument(title=title, collection=collection, uploaded_by_user=uploaded_by, file=content)
    document._set_document_file_metadata()
    document.full_clean()
    document.save()
    return document


def _check_size(file: IO[bytes], limit: int) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limit:
        raise ValidationError(
            TOO_LARGE,
            code="size",
            params={"file_size": filesizeformat(size), "max_filesize": filesizeformat(limit)},
        )


@transaction.atomic
def copy_into(
    file: SiteImage | SiteDocument, collection: Collection, by: User | None
) -> SiteImage | SiteDocument:
    """The same picture or document in `collection`: the one that is there already, or a copy made now."""
    model = type(file)
    alike = model.objects.filter(collection=collection, file_hash=file.get_file_hash(), title=file.title)
    if isinstance(file, SiteImage):
        alike = alike.filter(description=file.description)
    if (found := alike.first()) is not None:
        return found
    copy = model.objects.get(pk=file.pk)
    with file.file.open("rb") as content:
        copy.file = ContentFile(content.read(), name=PurePosixPath(str(file.file.name)).name)
    copy.pk, copy._state.adding = None, True
    copy.collection, copy.uploaded_by_user, copy.created_at = collection, by, timezone.now()
    copy.save()
    return copy
