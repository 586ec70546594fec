"""Pictures and documents from code pass the same checks as those from the admin."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from sites.media.models import SiteDocument, SiteImage
from sites.media.operations import store_document, store_image
from tests.sites.protection import samples


@pytest.fixture
def store(collection, superuser):
    def store(content: bytes, description: str = "校园", **options) -> SiteImage:
        return store_image(io.BytesIO(content), "照片", description, collection, superuser, **options)

    return store


def test_a_stored_photo_and_its_renditions_have_no_place(store, media_folder, stored_files):
    image = store(samples.photo(size=(800, 600), gps=True, orientation=6))
    image.get_rendition("width-400")
    image.get_rendition("fill-100x100")
    pictures = [Image.open(media_folder / name) for name in stored_files()]
    assert len(pictures) == 3
    for picture in pictures:
        assert not dict(picture.getexif())
        assert not picture.getexif().get_ifd(0x8825)
    assert (image.width, image.height) == (600, 800)
    assert image.file_hash
    assert image.file_size == image.file.size


def test_names_cannot_be_guessed_and_say_nothing(store):
    first, second = store(samples.photo()), store(samples.photo())
    renditions = [first.get_rendition(spec) for spec in ("width-40", "fill-20x20|format-webp|webpquality-70")]
    stored = [each.file.name for each in (first, second, *renditions)]
    assert all(re.fullmatch(r"(original_images|images)/[0-9a-f]{24}\.(jpg|webp)", name) for name in stored)
    assert len({name.rpartition("/")[2][:6] for name in stored}) == 4


def test_alternative_text_is_required_unless_decorative(store, stored_files):
    with pytest.raises(ValidationError) as caught:
        store(samples.photo(), description=" ")
    assert "description" in caught.value.message_dict
    assert not stored_files()
    assert store(samples.photo(), description="", is_decorative=True).default_alt_text == ""


@pytest.mark.parametrize(
    "content", [samples.PROGRAM, samples.DRAWING, samples.PAGE, samples.moving_gif(), b""]
)
def test_nothing_is_stored_of_a_refused_picture(store, stored_files, content):
    with pytest.raises(ValidationError):
        store(content)
    assert not SiteImage.objects.exists()
    assert not stored_files()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.PROGRAM, "a.pdf"),
        (samples.PAGE, "a.txt"),
        (samples.PAGE, "a.html"),
        (samples.DRAWING, "a.svg"),
        (samples.bomb(), "a.zip"),
        (samples.GOOD["pdf"], "a.docx"),
    ],
)
def test_nothing_is_stored_of_a_refused_document(collection, superuser, stored_files, content, name):
    with pytest.raises(ValidationError):
        store_document(io.BytesIO(content), "文件", collection, superuser, name=name)
    assert not SiteDocument.objects.exists()
    assert not stored_files()


def test_files_over_the_limit_are_refused_with_both_sizes(collection, superuser, settings, store):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    for attempt in (
        lambda: store(samples.photo()),
        lambda: store_document(io.BytesIO(samples.GOOD["pdf"]), "文件", collection, superuser, name="a.pdf"),
    ):
        with pytest.raises(ValidationError) as caught:
            attempt()
        assert caught.value.code == "size"


def test_a_video_is_stored_without_its_place_and_the_original_stays(collection, superuser):
    original = io.BytesIO(samples.mp4())
    video = store_document(original, "视频", collection, superuser, name="a.MP4")
    assert b"+30.2675" not in video.file.read()
    assert b"+30.2675" in original.getvalue()
    assert video.file.name.endswith(".mp4")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("招生简章", "招生简章.pdf"),
        ("招生简章.PDF", "招生简章.PDF"),
        ("a/b\r\n:c", "a_b_c.pdf"),
        ("...", "document.pdf"),
    ],
)
def test_readers_save_it_under_its_title(title, name):
    document = SiteDocument(title=title, file="documents/1f.pdf", collection_id=1)
    assert document.download_name == name
