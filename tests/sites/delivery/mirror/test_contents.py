"""A static mirror is all of a site, and nothing but what is public."""

from __future__ import annotations

import re
import threading
import urllib.error
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.content.models import Article
from sites.media.models import SiteDocument

from .conftest import MirroredSite, file_of
from .reader import dead_links

pytestmark = pytest.mark.django_db


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def plain_server(made: MirroredSite):
    """`get(path)` from Python's own web server, which knows nothing of us."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(made.folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def get(path: str) -> tuple[int, str, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}") as answer:
                return answer.status, answer.headers["Content-Type"], answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, "", ""

    yield get
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_plain_web_server_serves_it_without_one_dead_link(made: MirroredSite, plain_server):
    count, dead = dead_links(plain_server, made.host)
    assert dead == []
    assert count > 50


def test_it_looks_like_the_site(made: MirroredSite, client):
    page = Article.objects.get(title="公开的通知")
    shown = client.get(page.get_url_parts()[2], headers={"Host": made.host}).content.decode()
    texts = [LexborHTMLParser(text).text(strip=True) for text in (shown, made.text(file_of(page)))]
    assert texts[0] == texts[1]


def test_further_pages_of_a_list_are_files_that_the_pages_lead_to(made: MirroredSite):
    first, second = made.text("tzgg/index.html"), made.text("tzgg/index.page=2.html")
    assert 'href="/tzgg/index.page=2.html" rel="next"' in first
    assert 'href="/tzgg/" rel="prev"' in second
    assert "?page" not in re.sub("<link [^>]+>", "", first + second), "but for what search engines are told"


def test_pictures_documents_styles_and_feeds_are_in_it(made: MirroredSite):
    text = made.text(file_of(Article.objects.get(title="公开的通知")))
    files = made.manifest.files
    named = re.findall(r'(?:src|href)="/((?:media|documents|static)/[^"#]+)', text)
    assert {name.partition("/")[0] for name in named} == {"media", "documents", "static"}
    assert [name for name in named if name not in files] == []
    assert "static/img/ripple.svg" in files, "named by a style sheet alone"
    assert files["tzgg/feed/index.xml"]["type"].startswith("application/rss+xml")
    document = next(entry for name, entry in files.items() if name.startswith("documents/"))
    assert "filename" in document["disposition"]


def test_nothing_is_in_it_that_the_public_may_not_have(made: MirroredSite):
    private = SiteDocument.objects.exclude(title="公开的附件")
    names = [document.filename for document in private]
    assert len(names) == 2
    assert [path for path in made.manifest.files if any(name in path for name in names)] == []
    for file in made.folder.rglob("*.html"):
        assert not re.search("没有签发|没有公开|没有页面", file.read_text()), file


def test_the_search_is_an_index_of_all_pages_by_column(made: MirroredSite):
    index = LexborHTMLParser(made.text("search/index.html"))
    columns = [node.text() for node in index.css("main h2")]
    assert "通知公告" in columns
    titles = [node.text(strip=True) for node in index.css("main .item-title")]
    assert {"公开的通知", "第3号公告"} <= set(titles)
    assert index.css_first("main time").attributes["datetime"]
    assert {node.attributes["action"] for node in index.css("form[role=search]")} == {"/search/"}


def test_it_holds_the_site_in_traditional_characters_too(made: MirroredSite):
    page = made.text(f"zh-hant/{file_of(Article.objects.get(title='公开的通知'))}")
    assert "公開的通知" in page
    assert 'href="/zh-hant/tzgg/"' in page
    index = LexborHTMLParser(made.text("zh-hant/search/index.html"))
    assert "公開的通知" in index.body.text()
    assert {node.attributes["action"] for node in index.css("form[role=search]")} == {"/zh-hant/search/"}


def test_what_leads_on_does_so_without_a_program(made: MirroredSite):
    page = next(file for file in made.folder.rglob("*.html") if 'http-equiv="refresh"' in file.read_text())
    assert 'content="0; url=/tzgg/"' in page.read_text()


def test_the_notice_before_leaving_is_there_for_each_link_that_leaves(made: MirroredSite):
    text = made.text(file_of(Article.objects.get(title="公开的通知")))
    (notice,) = re.findall(r'href="/(leaving/[0-9a-f]+\.html)"', text)
    assert 'href="https://outside.example/a?b=1"' in made.text(notice)


def test_the_style_sheets_of_all_modes_are_there(made: MirroredSite):
    assert made.text("mode.css") == made.text("mode/plain.css")
    assert "mode/elder-contrast.css" in made.manifest.files


def test_pages_for_errors_are_there(made: MirroredSite):
    assert "404" in made.text("404.html")
    assert "503" in made.text("503.html")


def test_no_page_of_the_mirror_is_longer_than_a_part_of_the_index(site: MirroredSite, monkeypatch):
    monkeypatch.setattr("sites.delivery.mirror.own_pages.ENTRIES_OF_A_PAGE", 20)
    site.export()
    assert 'href="/search/index.page=2.html"' in site.text("search/index.html")
    assert (site.folder / "search/index.page=2.html").exists()
