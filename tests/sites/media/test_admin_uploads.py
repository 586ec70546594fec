"""The doors by which an editor brings files in: single, multiple, from a chooser, and replacing."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from sites.media.models import SiteDocument, SiteImage
from tests.sites.protection import samples

BAD_PICTURES = {
    "drawing": ("图.svg", samples.DRAWING),
    "drawing named png": ("图.png", samples.DRAWING),
    "page named jpg": ("图.jpg", samples.PAGE),
    "program named jpg": ("图.jpg", samples.PROGRAM),
    "document named png": ("图.png", samples.GOOD["pdf"]),
    "moving": ("图.gif", samples.moving_gif()),
    "cut off": ("图.png", samples.photo("png")[:70]),
}
BAD_DOCUMENTS = {
    "page": ("页.html", samples.PAGE),
    "page named txt": ("页.txt", samples.PAGE),
    "drawing named pdf": ("图.pdf", samples.DRAWING),
    "program named pdf": ("装.pdf", samples.PROGRAM),
    "program": ("装.exe", samples.PROGRAM),
    "bomb": ("包.zip", samples.bomb()),
    "bomb named docx": ("文.docx", samples.bomb()),
}


@pytest.fixture
def office(visit, superuser):
    return visit(superuser)


@pytest.fixture
def upload(office, collection):
    """Post a form with a file to a view of the admin."""

    def upload(view: str, name: str, content: bytes, field: str = "file", args=(), **data):
        data.setdefault("title", "文件")
        data.setdefault("collection", collection.pk)
        data[field] = SimpleUploadedFile(name, content, content_type="application/octet-stream")
        return office.post(reverse(view, args=args), data, headers={"X-Requested-With": "XMLHttpRequest"})

    return upload


def no_place(file) -> bool:
    with file.open() as opened:
        picture = Image.open(opened)
        return not dict(picture.getexif()) and not picture.getexif().get_ifd(0x8825)


def test_a_picture_with_alternative_text_is_stored_without_its_place(upload):
    response = upload(
        "wagtailimages:add", "IMG 001.JPG", samples.photo(gps=True), description="教学楼", title="教学楼"
    )
    assert response.status_code == 302
    image = SiteImage.objects.get()
    assert no_place(image.file)
    assert image.file.name.endswith(".jpg")
    assert image.uploaded_by_user.username == "root"


def test_without_alternative_text_nothing_is_stored_and_nothing_typed_is_lost(upload, stored_files):
    response = upload("wagtailimages:add", "a.jpg", samples.photo(gps=True), title="我写的标题", tags="校园")
    assert response.status_code == 200
    assert "我写的标题" in response.content.decode()
    assert "校园" in response.content.decode()
    assert "description" in response.context["form"].errors
    assert not SiteImage.objects.exists()
    assert not stored_files()


def test_a_decorative_picture_needs_no_alternative_text(upload):
    upload("wagtailimages:add", "a.jpg", samples.photo(), is_decorative="on")
    assert SiteImage.objects.get().default_alt_text == ""


@pytest.mark.parametrize("case", BAD_PICTURES)
def test_a_refused_picture_gets_a_sentence_and_leaves_nothing(upload, stored_files, case):
    response = upload("wagtailimages:add", *BAD_PICTURES[case], description="图")
    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert not SiteImage.objects.exists()
    assert not stored_files()


def test_the_content_of_a_picture_decides_not_its_name(upload):
    upload("wagtailimages:add", "a.png", samples.photo("jpg"), description="图")
    upload("wagtailimages:add", "b", samples.photo("webp"), description="图")
    assert [image.file.name[-4:] for image in SiteImage.objects.order_by("pk")] == [".jpg", "webp"]


def test_the_multiple_uploader_keeps_a_clean_file_until_the_text_is_there(office, upload, collection):
    answer = json.loads(
        upload(
            "wagtailimages:add_multiple", "a.jpg", samples.photo(gps=True), field="files[]", title="校园"
        ).content
    )
    assert answer["success"]
    waiting = UploadedFile.objects.get()
    assert no_place(waiting.file)
    assert not SiteImage.objects.exists()

    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=(waiting.pk,))
    prefix = f"uploaded-image-{waiting.pk}"
    data = {f"{prefix}-title": "我的校园", f"{prefix}-collection": collection.pk, f"{prefix}-tags": ""}
    refused = json.loads(office.post(finish, data, headers={"X-Requested-With": "XMLHttpRequest"}).content)
    assert not refused["success"]
    assert "我的校园" in refused["form"]

    data[f"{prefix}-description"] = "校园的大门"
    accepted = json.loads(office.post(finish, data, headers={"X-Requested-With": "XMLHttpRequest"}).content)
    assert accepted["success"]
    assert SiteImage.objects.get().description == "校园的大门"
    assert no_place(SiteImage.objects.get().file)


@pytest.mark.parametrize("case", BAD_PICTURES)
def test_the_multiple_uploader_refuses_the_same_pictures(upload, stored_files, case):
    answer = json.loads(upload("wagtailimages:add_multiple", *BAD_PICTURES[case], field="files[]").content)
    assert not answer["success"]
    assert answer["error_message"]
    assert not UploadedFile.objects.exists()
    assert not stored_files()


def test_the_chooser_refuses_and_accepts_by_the_same_rules(upload, collection, stored_files):
    form = {"image-chooser-upload-title": "图"}
    view, field = "wagtailimages_chooser:create", "image-chooser-upload-file"

    def answer(name: str, content: bytes, **more):
        return json.loads(
            upload(
                view,
                name,
                content,
                field,
                **form,
                **{f"image-chooser-upload-{k}": v for k, v in more.items()},
            ).content
        )

    assert answer("a.jpg", samples.photo())["step"] == "reshow_creation_form"
    assert answer("a.svg", samples.DRAWING, description="图")["step"] == "reshow_creation_form"
    assert not stored_files()
    assert (
        answer("a.jpg", samples.photo(gps=True), description="图", collection=collection.pk)["step"]
        == "chosen"
    )
    assert no_place(SiteImage.objects.get().file)


def test_replacing_a_file_checks_the_new_one_and_keeps_the_old_if_refused(upload, stored_files):
    upload("wagtailimages:add", "a.jpg", samples.photo(), description="图")
    image = SiteImage.objects.get()
    before = stored_files()
    upload("wagtailimages:edit", "b.jpg", samples.PAGE, args=(image.pk,), description="图")
    assert set(before) <= set(stored_files())
    assert SiteImage.objects.get().file.name == image.file.name
    upload("wagtailimages:edit", "b.png", samples.photo("png", gps=True), args=(image.pk,), description="图")
    changed = SiteImage.objects.get()
    assert changed.file.name != image.file.name
    assert no_place(changed.file)


def test_alternative_text_cannot_be_emptied_later(upload, office, collection):
    upload("wagtailimages:add", "a.jpg", samples.photo(), description="图")
    image = SiteImage.objects.get()
    office.post(
        reverse("wagtailimages:edit", args=(image.pk,)),
        {"title": "新标题", "description": " ", "collection": collection.pk, "tags": ""},
    )
    image.refresh_from_db()
    assert (image.title, image.description) == ("文件", "图")


def test_a_document_is_stored_under_a_name_of_ours(upload):
    response = upload("wagtaildocs:add", "关于..%2F的 通知.PDF", samples.GOOD["pdf"], title="通知")
    assert response.status_code == 302
    document = SiteDocument.objects.get()
    assert document.filename.isascii()
    assert document.filename.endswith(".pdf")
    assert document.download_name == "通知.pdf"


@pytest.mark.parametrize("view", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
@pytest.mark.parametrize("case", BAD_DOCUMENTS)
def test_a_refused_document_gets_a_sentence_and_leaves_nothing(upload, stored_files, view, case):
    name, content = BAD_DOCUMENTS[case]
    multiple = view.endswith("multiple")
    response = upload(view, name, content, field="files[]" if multiple else "file")
    sentence = (
        json.loads(response.content)["error_message"] if multiple else response.context["form"].errors["file"]
    )
    assert sentence
    assert not SiteDocument.objects.exists()
    assert not UploadedFile.objects.exists()
    assert not stored_files()


def test_a_large_upload_that_django_keeps_on_disk_is_cleaned_too(upload, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    upload("wagtailimages:add", "a.jpg", samples.photo(gps=True), description="图")
    upload("wagtaildocs:add", "a.mp4", samples.mp4(), title="视频")
    assert no_place(SiteImage.objects.get().file)
    assert b"+30.2675" not in SiteDocument.objects.get().file.read()


def test_a_file_over_the_limit_is_refused(upload, settings, stored_files):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    response = upload("wagtailimages:add", "a.jpg", samples.photo(), description="图")
    assert response.context["form"].errors["file"]
    assert not stored_files()


def test_what_a_document_form_says_is_of_its_field(upload):
    form = upload("wagtaildocs:add", "a.pdf", samples.PROGRAM).context["form"]
    assert list(form.errors) == ["file"]
    assert len(form.errors["file"]) == 1
