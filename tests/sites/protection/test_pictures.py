"""A picture is made anew: what readers see stays, everything else goes."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from sites.protection.pictures import clean_picture
from sites.protection.videos import blank_metadata

from . import samples

LIMIT = 60_000_000


def cleaned(content: bytes) -> tuple[Image.Image, bytes, str]:
    picture = clean_picture(io.BytesIO(content), LIMIT)
    return Image.open(io.BytesIO(picture.content)), picture.content, picture.extension


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        clean_picture(io.BytesIO(content), LIMIT)
    assert caught.value.messages[0]
    return caught.value.code


@pytest.mark.parametrize("extension", ["jpg", "png", "webp"])
def test_place_and_camera_are_gone(extension):
    content = samples.photo(extension, gps=True)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    image, stored, stored_as = cleaned(content)
    assert stored_as == extension
    assert not dict(image.getexif())
    assert not image.getexif().get_ifd(0x8825)
    assert b"SecretCamera" not in stored
    assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(image.info)


def test_comments_and_text_chunks_are_gone():
    _, stored, _ = cleaned(samples.photo("jpg", comment=b"written by Zhang San"))
    assert b"Zhang San" not in stored
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", "Zhang San")
    text.add_itxt("XML:com.adobe.xmp", "<x>Zhang San</x>")
    _, stored, _ = cleaned(samples.photo("png", pnginfo=text))
    assert b"Zhang San" not in stored


def test_a_photo_taken_upright_is_stored_upright():
    image, _, _ = cleaned(samples.photo(gps=True, orientation=6))
    assert image.size == (48, 64)
    red, _, blue = image.convert("RGB").getpixel((24, 4))
    assert red > 200
    assert blue < 60


def test_what_readers_see_stays_the_same():
    image, _, _ = cleaned(samples.photo("png"))
    assert image.convert("RGB").tobytes() == Image.open(io.BytesIO(samples.photo("png"))).tobytes()


def test_transparency_stays():
    buffer = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(buffer, "PNG")
    image, _, _ = cleaned(buffer.getvalue())
    assert image.convert("RGBA").getpixel((0, 0))[3] == 0


def test_foreign_colour_profiles_are_converted_and_dropped():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image, _, _ = cleaned(samples.photo("jpg", icc_profile=lab))
    assert "icc_profile" not in image.info
    image, _, _ = cleaned(samples.photo("jpg", icc_profile=b"broken"))
    assert image.getpixel((4, 4))[0] > 200


def test_print_colours_become_screen_colours():
    buffer = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(buffer, "JPEG")
    image, _, _ = cleaned(buffer.getvalue())
    assert image.mode == "RGB"


def test_sixteen_bit_grey_keeps_its_shades():
    buffer = io.BytesIO()
    Image.new("I;16", (4, 4), 32768).save(buffer, "PNG")
    image, _, _ = cleaned(buffer.getvalue())
    assert 126 <= image.convert("L").getpixel((0, 0)) <= 129


def test_a_still_gif_becomes_png():
    image, _, extension = cleaned(samples.photo("gif"))
    assert (image.format, extension) == ("PNG", "png")


def test_a_moving_gif_is_refused():
    assert refusal(samples.moving_gif()) == "animated"


def test_what_was_appended_is_gone():
    for payload in (b"<?php system($_GET[0]); ?>", samples.GOOD["zip"], samples.PAGE):
        _, stored, _ = cleaned(samples.photo() + payload)
        assert payload not in stored


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.DRAWING, "svg"),
        (b'<?xml version="1.0"?>' + samples.DRAWING, "svg"),
        (samples.PROGRAM, "program"),
        (samples.GOOD["pdf"], "kind"),
        (samples.GOOD["zip"], "kind"),
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0 not a picture", "damaged"),
        (b"BM" + b"\0" * 60, "unknown"),
        (samples.photo("png")[:60], "damaged"),
    ],
)
def test_what_is_no_sound_picture_is_refused(content, code):
    assert refusal(content) == code


@pytest.mark.parametrize("side", [9_000, 20_000, 60_000])
def test_a_picture_that_bursts_is_refused_before_it_is_unpacked(side):
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )
    assert refusal(content) == "pixels"


def test_a_video_loses_its_place_and_nothing_moves():
    content = samples.mp4()
    assert b"+30.2675" in content
    file = io.BytesIO(content)
    assert blank_metadata(file) == 1
    assert b"+30.2675" not in file.getvalue()
    assert len(file.getvalue()) == len(content)
    assert file.getvalue().index(b"mdat") == content.index(b"mdat")
    assert file.getvalue().endswith(b"frames" * 100)


def test_a_video_whose_boxes_do_not_fit_is_refused():
    for content in (samples.mp4()[:-50], samples.box(b"moov", b"\0\0\0\1moov" + b"\xff" * 8)):
        with pytest.raises(ValidationError):
            blank_metadata(io.BytesIO(content))
    deep = b""
    for _ in range(2000):
        deep = samples.box(b"moov", deep)
    with pytest.raises(ValidationError):
        blank_metadata(io.BytesIO(deep))
