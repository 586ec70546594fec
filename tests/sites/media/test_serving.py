"""Stored files leave the house so that nothing in them runs; nothing else leaves it at all."""

import io

import pytest

from sites.media.operations import store_document, store_image
from tests.sites.protection import samples


@pytest.fixture
def image(collection, superuser):
    return store_image(io.BytesIO(samples.photo(size=(80, 60))), "图", "图", collection, superuser)


@pytest.fixture
def stored(collection, superuser):
    """A stored document of some kind, asked for by a superuser."""

    def stored(extension: str):
        content = io.BytesIO(samples.GOOD[extension])
        return store_document(content, "附件 一", collection, superuser, name=f"a.{extension}")

    return stored


@pytest.fixture
def video(stored, visit, superuser):
    """Ask for a video, with headers."""
    document = stored("mp4")
    content = document.file.read()
    client = visit(superuser)

    def ask(**headers):
        response = client.get(document.url, headers=headers)
        return response, b"".join(response.streaming_content) if response.streaming else response.content

    ask.content = content
    return ask


def test_a_rendition_is_public_and_kept_for_ever(image, visit):
    rendition = image.get_rendition("width-40")
    response = visit().get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert visit().get(rendition.url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert visit().head(rendition.url).status_code == 200
    assert visit().post(rendition.url).status_code == 405


@pytest.mark.parametrize("anyone", ["nobody", "superuser"])
def test_originals_and_everything_else_have_no_address(image, stored, visit, superuser, anyone):
    client = visit(superuser if anyone == "superuser" else None)
    name = image.file.name
    for path in (
        f"/media/{name}",
        f"/media/images/../{name}",
        f"/media/images/%2e%2e/{name}",
        f"/media/images/..%2f{name}",
        f"/media/{stored('pdf').file.name}",
        "/media/",
        "/media/images/",
        "/media/images/.hidden",
        "/media/images/none.jpg",
        "/media/images//etc/passwd",
    ):
        assert client.get(path).status_code == 404, path


def test_only_pictures_leave_the_picture_folder(image, media_folder, visit):
    image.get_rendition("width-40")
    for name in ("a.svg", "a.html", "a.txt"):
        (media_folder / "images" / name).write_bytes(samples.DRAWING)
        assert visit().get(f"/media/images/{name}").status_code == 404
    (media_folder / "images" / "link.jpg").symlink_to(media_folder / image.file.name)
    assert visit().get("/media/images/link.jpg").status_code == 404


@pytest.mark.parametrize("extension", ["txt", "csv", "docx", "zip", "ofd", "rtf"])
def test_documents_are_saved_not_shown(stored, visit, superuser, extension):
    response = visit(superuser).get(stored(extension).url)
    assert response["Content-Disposition"].startswith("attachment")
    assert f"%E9%99%84%E4%BB%B6%20%E4%B8%80.{extension}" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("extension", ["pdf", "mp4", "mp3"])
def test_what_the_browser_shows_itself_is_shown(stored, visit, superuser, extension):
    response = visit(superuser).get(stored(extension).url)
    assert response["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


def test_the_public_may_keep_a_published_document_only_briefly(article, revise, release, document, visit):
    revise(article, document)
    release(article)
    assert visit(None, "jyj.localhost").get(document.url)["Cache-Control"] == "public, max-age=300"


def test_a_player_gets_the_whole_video_and_learns_that_it_may_ask_for_parts(video):
    response, content = video()
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert int(response["Content-Length"]) == len(content)
    assert content == video.content


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-7", -7, None), ("bytes=5-999999", 5, None)],
)
def test_a_player_gets_the_part_it_asks_for(video, wanted, start, end):
    response, content = video(range=wanted)
    assert response.status_code == 206
    assert content == video.content[start:end]
    assert int(response["Content-Length"]) == len(content)
    assert response["Content-Range"].endswith(f"/{len(video.content)}")


@pytest.mark.parametrize("wanted", ["bytes=999999-", "bytes=9-5", "bytes=-0"])
def test_a_part_that_does_not_exist_is_416(video, wanted):
    response, _content = video(range=wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(video.content)}"


@pytest.mark.parametrize("wanted", ["bytes=0-1,4-5", "lines=1-2", "bytes=", "bytes=-", "nonsense"])
def test_what_is_no_single_range_gets_all(video, wanted):
    response, content = video(range=wanted)
    assert response.status_code == 200
    assert content == video.content


def test_a_part_of_another_version_is_not_glued_to_this_one(video):
    whole, _content = video()
    same, _content = video(range="bytes=0-3", **{"if-range": whole["ETag"]})
    other, content = video(range="bytes=0-3", **{"if-range": '"other"'})
    assert same.status_code == 206
    assert other.status_code == 200
    assert content == video.content


def test_a_document_whose_file_is_lost_is_404(stored, visit, superuser):
    document = stored("pdf")
    document.file.storage.delete(document.file.name)
    assert visit(superuser).get(document.url).status_code == 404
