"""While the fallback is on, citizens read the mirrors and the office goes on working."""

from __future__ import annotations

import io

import pytest
from django.test import RequestFactory

from sites.delivery.mirror import layout
from sites.delivery.mirror.front import MirrorFirst
from tests.factories.mirrors import HOST, make_mirror


class Asked:
    """What somebody gets, and whether the application was asked."""

    def __init__(
        self, front: MirrorFirst, path: str, method: str = "GET", host: str = HOST, **extra: str
    ) -> None:
        environ = RequestFactory().generic(method, path, **extra).environ
        body = front({**environ, "HTTP_HOST": host, "wsgi.input": io.BytesIO()}, self._start)
        self.text = b"".join(body).decode()
        self.is_from_application = self.text == "application"

    def _start(self, status: str, headers: list[tuple[str, str]], _error=None) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}


def application(environ, start_response):
    start_response("200 OK", [])
    return [b"application"]


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    made = make_mirror(tmp_path)
    layout.switch_on(tmp_path, None)
    return made


@pytest.fixture
def front(folder) -> MirrorFirst:
    return MirrorFirst(application)


def test_the_flag_switches_at_once(front: MirrorFirst, tmp_path):
    assert not Asked(front, "/").is_from_application
    layout.switch_off(tmp_path, None)
    assert Asked(front, "/").is_from_application
    layout.switch_on(tmp_path, None)
    assert not Asked(front, "/").is_from_application


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/tzgg/", "tzgg/index.html"),
        ("/tzgg", "tzgg/index.html"),
        ("/tzgg/?page=2", "tzgg/index.page=2.html"),
        ("/tzgg/index.page=2.html", "tzgg/index.page=2.html"),
        ("/tzgg/?utm_source=x", "tzgg/index.html"),
        ("/search/?q=通知", "search/index.html"),
    ],
)
def test_pages_come_from_the_mirror_under_their_old_addresses(path, file, front, folder):
    answer = Asked(front, path)
    assert answer.status == 200
    assert answer.text == (folder / file).read_text()
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert answer.headers["content-length"] == str((folder / file).stat().st_size)


def test_feeds_and_documents_say_what_they_are(front: MirrorFirst):
    assert Asked(front, "/tzgg/feed/").headers["content-type"] == "application/rss+xml"
    document = Asked(front, "/documents/1/a.pdf").headers
    assert document["content-type"] == "application/pdf"
    assert document["content-disposition"] == 'inline; filename="a.pdf"'
    assert document["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/pages/3/", "/sign/abc/", "/healthz", "/static/office.css"]
)
def test_the_office_goes_on_working(path, front: MirrorFirst):
    assert Asked(front, path).is_from_application
    assert Asked(front, path, "POST").is_from_application or path.startswith("/static/")


def test_what_is_not_in_it_is_not_asked_of_the_installation(front: MirrorFirst):
    answer = Asked(front, "/published-since/")
    assert (answer.status, "镜像 404.html" in answer.text) == (404, True)
    for path in ("/../../secret", "/%2e%2e/MANIFEST.json", "//etc/passwd", "/tzgg/\u0000"):
        assert Asked(front, path).status == 404


def test_what_is_sent_gets_a_page_that_says_when_to_come_back(front: MirrorFirst):
    answer = Asked(front, "/tzgg/", "POST")
    assert (answer.status, "镜像 503.html" in answer.text) == (503, True)
    assert answer.headers["retry-after"] == "60"


def test_who_has_a_page_already_is_told_so(front: MirrorFirst):
    tag = Asked(front, "/").headers["etag"]
    again = Asked(front, "/", HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.text) == (304, "")
    assert Asked(front, "/", "HEAD").text == ""


def test_a_file_that_somebody_changed_is_not_sent(front: MirrorFirst, folder):
    assert Asked(front, "/").status == 200
    (folder / "index.html").write_text("<script>")
    answer = Asked(front, "/")
    assert (answer.status, answer.text) == (503, "")
    (folder / "404.html").unlink()
    assert Asked(front, "/nothing/").status == 503


def test_a_mirror_that_is_not_ours_is_not_read(folder, settings):
    settings.SECRET_KEY = "another installation's"
    assert Asked(MirrorFirst(application), "/").is_from_application


@pytest.mark.parametrize("host", ["other.example", "..", "a/b", "", "jyj.example/../jyj.example"])
def test_a_host_without_a_mirror_is_answered_by_the_installation(host, front: MirrorFirst):
    assert Asked(front, "/", host=host).is_from_application


def test_a_new_mirror_is_read_from_the_moment_it_is_there(front: MirrorFirst, folder, tmp_path):
    Asked(front, "/")
    home = folder.parent
    folder.rename(home / "1")
    make_mirror(tmp_path / "new")
    (tmp_path / "new" / "mirror" / HOST / "current").rename(home / "2")
    (home / "2" / "index.html").touch()
    (home / "current").symlink_to("2")
    assert Asked(front, "/").status == 200


def test_nginx_finds_copies_only_while_the_mirrors_are_off(folder, tmp_path, settings):
    copies = tmp_path / "copies"
    settings.COPIES_ROOT = str(copies)
    (copies / "public").mkdir(parents=True)
    MirrorFirst(application)
    assert not (copies / "shown").exists()
    layout.switch_off(tmp_path, copies)
    assert (copies / "shown").samefile(copies / "public")
    layout.switch_on(tmp_path, copies)
    assert not (copies / "shown").exists()
    assert (copies / "public").exists()


def test_without_any_mirror_nothing_is_switched(tmp_path):
    layout.switch_on(tmp_path, None)
    assert not layout.is_on(tmp_path)
