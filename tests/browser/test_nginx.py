"""nginx sends the copies that the installation keeps, by the shipped configuration, and never an old one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sites.delivery.mirror import layout
from tests.sites.delivery.mirror.reader import dead_links

from .installation import ROOT, Installation, free_port, running
from .nginx import nginx_before
from .readers import HOST, Front

PATHS = ["/", "/tzgg/", "/tzgg/feed/", "/sitemap/", "/sitemap.xml", "/robots.txt", "/zh-hant/tzgg/"]
PUBLISH = """
from portal.content.models import Article, Column
from sites.pages import gate
from tests.factories.pages import ArticleFactory
column = Column.objects.get(slug="tzgg", url_path__contains="/jyj")
made = ArticleFactory(parent=column, live=False, title="{title}")
with gate.opened():
    Article.objects.get(pk=made.pk).save_revision().publish()
"""


def is_from_nginx(headers: dict[str, str]) -> bool:
    """nginx tells of a file when it was changed; the installation does not."""
    return "last-modified" in headers


def test_nginx_sends_what_the_installation_keeps_and_never_what_was(tmp_path, ready_made):
    if shutil.which("nginx") is None:
        reason = "nginx is missing: its configuration cannot be tried (apt-get install nginx-light)"
        pytest.fail(reason) if os.environ.get("YIZHAN_REQUIRE_BROWSER") == "1" else pytest.skip(reason)
    place = tmp_path / "nginx"
    place.mkdir()
    port = free_port()
    with (
        running(tmp_path / "installation", ready_made) as installation,
        nginx_before(installation, place, port),
    ):
        front, behind = Front(port), Front(installation.port)
        the_same_from_both(front, behind)
        a_publication_is_there_at_once(installation, front)
        odd_questions_are_answered_as_behind(front, behind)
        the_mirrors_are_read_while_they_are_switched_on(installation, front)
        visits_are_noted_without_their_readers(front, place / "visits.log")
        for path in PATHS:
            front.get(path)
        every_reader_gets_his_own_style_sheet(front, behind)
    with nginx_before(installation, place, port):
        without_the_installation(Front(port))
        without_the_installation_the_mirror_is_whole(installation, Front(port))


def visits_are_noted_without_their_readers(front: Front, log: Path) -> None:
    log.write_text("")
    person = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    front.get("/tzgg/?page=1&name=somebody", **person)
    front.get("/tzgg/", **{"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"})
    front.get("/tzgg/")
    front.get("/no-such-page/", **person)
    front.get("/tzgg/feed/", **person)
    front.get("/search/?q=secret", **person)
    front.get("/", "HEAD", **person)
    front.get("/zh-hant/", **person)
    deadline = time.monotonic() + 30
    while log.read_bytes().count(b"\n") < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    noted = [line.split("\t")[1:] for line in log.read_text().splitlines()]
    assert noted == [["read", HOST, "/tzgg/"], ["read", HOST, "/zh-hant/"]]


def the_same_from_both(front: Front, behind: Front) -> None:
    for path in PATHS:
        first = front.get(path)
        second = front.get(path)
        own = behind.get(path)
        assert first[0] == second[0] == own[0] == 200, path
        assert first[2] == second[2] == own[2], path
        assert not is_from_nginx(first[1])
        assert is_from_nginx(second[1]), path
        assert second[1]["content-type"] == own[1]["content-type"]
        told = {name for name in own[1] if name not in {"connection", "date", "server"}}
        assert told <= set(second[1]), path
        zipped = front.get(path, **{"Accept-Encoding": "gzip"})
        assert zipped[1]["content-encoding"] == "gzip"
        assert front.get(path, **{"If-None-Match": second[1]["etag"]})[0] == 304


def every_reader_gets_his_own_style_sheet(front: Front, behind: Front) -> None:
    for cookie in (
        "",
        "mode=elder",
        "a=b; mode=larger-contrast; c=d",
        "mode=contrast-elder",
        "mode=../x",
    ):
        own = behind.get("/mode.css", Cookie=cookie)
        front.get("/mode.css", Cookie=cookie)
        found = front.get("/mode.css", Cookie=cookie)
        assert found[2] == own[2], cookie
        assert is_from_nginx(found[1])
        assert "private" in str(own[1])
        assert "private" in str(found[1])
    assert front.body("/mode.css") != front.get("/mode.css", Cookie="mode=elder")[2]


def a_publication_is_there_at_once(installation: Installation, front: Front) -> None:
    for number in range(3):
        title = f"第{number}号通知"
        installation.manage("shell", "-v", "0", "-c", PUBLISH.format(title=title))
        for path in ("/", "/tzgg/", "/tzgg/feed/"):
            assert title in front.body(path).decode(), path
        assert front.body("/sitemap.xml").decode().count("<loc>") > number


def odd_questions_are_answered_as_behind(front: Front, behind: Front) -> None:
    questions = [
        "/tzgg/?utm_source=x", "/tzgg/?page=1", "/tzgg/?page=2", "/tzgg/?page=0", "/tzgg/?page=x",
        "/tzgg/?page=1&page=2", "/tzgg", "/nothing/", "/index.html", "/index.html.facts",
        "/tzgg/index.html.gz", "/sitemap.xml.facts", "/search/?q=%E9%80%9A%E7%9F%A5",
    ]  # fmt: skip
    for path in questions:
        there, here = behind.get(path), front.get(path)
        assert here[0] == there[0], path
        if there[0] == 200 and "/search/" not in path:
            assert here[2] == there[2], path
    assert front.get("/tzgg/", method="POST")[0] == behind.get("/tzgg/", method="POST")[0]


def switch(installation: Installation, what: str) -> None:
    command = [sys.executable, "-m", "sites.delivery.mirror.fallback", what]
    subprocess.run(command, cwd=ROOT, env=installation.environment, check=True, capture_output=True)


def the_mirrors_are_read_while_they_are_switched_on(installation: Installation, front: Front) -> None:
    installation.manage("export_static")
    mirror = Path(installation.environment["YIZHAN_DATA"], "mirror", HOST, "current")
    seen = {path: front.body(path) for path in PATHS}
    switch(installation, "on")
    assert Front(installation.port).body("/tzgg/") == (mirror / "tzgg/index.html").read_bytes()
    for file, paths in {
        "tzgg/index.html": ["/tzgg/", "/tzgg", "/tzgg/?utm_source=x"],
        "tzgg/feed/index.xml": ["/tzgg/feed/"],
        "search/index.html": ["/search/?q=x"],
    }.items():
        assert [front.body(path) for path in paths] == [(mirror / file).read_bytes()] * len(paths)
    for status, method, path, file in (
        (404, "GET", "/nothing/", layout.NOT_FOUND),
        (503, "POST", "/tzgg/", layout.UNAVAILABLE),
    ):
        answer = front.get(path, method)
        assert (answer[0], answer[2]) == (status, (mirror / file).read_bytes()), path
    assert front.get(f"/.mirror/{HOST}/current/index.html")[0] == 404
    assert front.get("/admin/login/")[0] == 200
    assert front.get("/static/wagtailadmin/css/nothing.css")[0] == 404
    switch(installation, "off")
    assert {path: front.body(path) for path in PATHS} == seen


def without_the_installation_the_mirror_is_whole(installation: Installation, front: Front) -> None:
    switch(installation, "on")

    def get(path: str) -> tuple[int, str, str]:
        status, headers, body = front.get(path)
        return status, headers.get("content-type", ""), body.decode(errors="replace")

    count, dead = dead_links(get, HOST)
    assert dead == []
    assert count > 40


def without_the_installation(front: Front) -> None:
    for path in PATHS:
        status, headers, _body = front.get(path)
        assert status == 200, path
        assert is_from_nginx(headers)
    assert front.get("/nothing/")[0] == 502
