"""File fields that judge and clean an upload before anything of it is stored.

The multiple uploader stores the uploaded file itself when another field is still missing, so what is
cleaned is the upload in place, not a copy of it.
"""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import Any

import willow
from django.conf import settings
from django.core.files.base import File
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from sites.protection.filetypes import check_type
from sites.protection.pictures import clean_picture
from sites.protection.videos import blank_metadata

TOO_LARGE = _("The file has %(file_size)s; at most %(max_filesize)s are accepted. Make it smaller first.")


class PictureField(WagtailImageField):
    """An uploaded picture, made anew from its pixels; its name takes the extension of its content."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = _(
            "JPEG, PNG, WebP or still GIF, at most %(size)s. Place and camera are removed."
        ) % {"size": self.max_upload_size_text}
        self.error_messages["file_too_large"] = TOO_LARGE

    def to_python(self, data: Any) -> File[Any] | None:
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        picture = clean_picture(upload, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        upload.seek(0)
        upload.truncate()
        upload.write(picture.content)
        upload.flush()
        upload.seek(0)
        upload.size = len(picture.content)
        upload.name = f"{PurePosixPath(upload.name or '').stem}.{picture.extension}"
        # Wagtail's own field leaves these two for whoever validates further.
        upload.image = willow.Image.open(io.BytesIO(picture.content))
        upload.content_type = upload.image.mime_type
        return upload


class DocumentField(WagtailDocumentField):
    """An uploaded document whose content is what its name says; videos lose where they were taken."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = _("At most %(size)s. Accepted are: %(extensions)s.") % {
            "size": self.max_upload_size_text,
            "extensions": ", ".join(settings.WAGTAILDOCS_EXTENSIONS),
        }
        self.error_messages["file_too_large"] = TOO_LARGE

    def to_python(self, data: Any) -> File[Any] | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        extension = check_type(upload, upload.name, settings.WAGTAILDOCS_EXTENSIONS)
        if extension == "mp4":
            blank_metadata(upload)
        upload.name = f"{PurePosixPath(upload.name or '').stem}.{extension}"
        return upload
