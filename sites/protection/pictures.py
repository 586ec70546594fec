"""Makes an uploaded picture anew from its pixels, so that nothing else in the file survives.

What goes: place of shooting, camera, author, comments, thumbnails, colour profiles (after conversion
to sRGB) and whatever was appended to make the file be two things at once. What stays is what a reader
sees, the right way up.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from . import filetypes

# A still GIF becomes PNG: the same pixels, smaller, and nothing that a browser could animate.
_FORMATS: Final = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_STORED_AS: Final = {"jpg": "jpg", "png": "png", "webp": "webp", "gif": "png"}
_OPTIONS: Final[dict[str, dict[str, object]]] = {
    "jpg": {"quality": 90, "optimize": True, "progressive": True},
    "png": {"optimize": True},
    "webp": {"quality": 90, "method": 4},
}
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, OverflowError)
_MAX_SIDE: Final = 30_000


@dataclass(frozen=True)
class Picture:
    """A clean picture: its bytes, and the extension (without dot) that its content demands."""

    content: bytes
    extension: str
    width: int
    height: int


def clean_picture(file: IO[bytes], max_pixels: int) -> Picture:
    """Return the picture in `file`, re-encoded.

    Raises ValidationError with a sentence for the person who uploads: not a picture of an accepted
    kind, damaged, moving, or of more than `max_pixels` pixels.
    """
    kind = _picture_kind(file)
    file.seek(0)
    try:
        with Image.open(file, formats=[_FORMATS[kind]]) as image:
            _check_size(image, max_pixels)
            if getattr(image, "is_animated", False):
                raise ValidationError(
                    _("Moving pictures are not accepted: readers cannot stop them. Upload a video instead."),
                    code="animated",
                )
            extension = _STORED_AS[kind]
            pixels = _pixels(image, keep_transparency=extension != "jpg")
            return _encode(pixels, extension)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(max_pixels) from error
    except _BROKEN as error:
        raise ValidationError(
            _("The picture is damaged and cannot be read. Save it again and upload that."), code="damaged"
        ) from error
    finally:
        file.seek(0)


def _picture_kind(file: IO[bytes]) -> str:
    try:
        kind = filetypes.identify(file)
    except ValidationError as error:
        if error.code != "markup":
            raise
        raise ValidationError(
            _("SVG pictures can carry programs and are not accepted. Save it as PNG and upload that."),
            code="svg",
        ) from error
    if kind not in _FORMATS:
        raise ValidationError(_("This is not a picture. Accepted are JPEG, PNG, WebP and GIF."), code="kind")
    return kind


def _check_size(image: Image.Image, max_pixels: int) -> None:
    """Refuse by the size the header announces, before a single pixel is unpacked."""
    if image.width * image.height > max_pixels or max(image.size) > _MAX_SIDE:
        raise _too_large(max_pixels)


def _too_large(max_pixels: int) -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels (at most %(limit)s). Make it smaller and upload that."),
        code="pixels",
        params={"limit": f"{max_pixels:,}"},
    )


def _pixels(image: Image.Image, keep_transparency: bool) -> Image.Image:
    """Return upright sRGB pixels of an eight-bit mode, with nothing attached to them."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    transparent = upright.has_transparency_data
    if upright.mode.startswith(("I", "F")):
        upright = _eight_bit(upright)
    elif profile:
        upright = _to_srgb(upright, profile)
    if upright.mode in ("1", "L") and not transparent:
        plain = upright.convert("L")
    elif transparent and keep_transparency:
        plain = upright.convert("RGBA")
    elif transparent:
        plain = _on_white(upright.convert("RGBA"))
    else:
        plain = upright.convert("RGB")
    plain.info = {}
    return plain


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scale sixteen-bit grey down; Pillow's own conversion cuts everything bright off."""
    return image.convert("I").point(lambda value: value / 256).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the picture's own profile; a broken profile is ignored, as browsers do."""
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    output = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=output,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted if converted is not None else image


def _encode(image: Image.Image, extension: str) -> Picture:
    buffer = io.BytesIO()
    format_name = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[extension]
    image.save(buffer, format_name, **_OPTIONS[extension])
    return Picture(buffer.getvalue(), extension, image.width, image.height)
