"""What is written down of a request: what was read, never who read it; and never twice."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from search.maintenance import repair
from search.models import Entry
from sites.delivery.copies.front import CopiesFirst
from sites.delivery.visits import lines, searches
from sites.delivery.visits import log as log_module
from sites.delivery.visits.front import VisitsNoted, noted
from sites.delivery.visits.log import Log, folder
from sites.delivery.visits.terms import terms

from .conftest import PERSON

ROOT = Path(__file__).resolve().parents[4]
ROBOTS = [
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)",
    "Sogou web spider/4.0",
    "curl/8.5.0",
    "python-requests/2.32",
    "",
]


@pytest.fixture
def copies(tmp_path, settings):
    settings.COPIES_ROOT = str(tmp_path / "copies")


def ask(host: str, path: str, agent: str = PERSON, method: str = "GET", **headers: str) -> str:
    """Ask as a web server does; the status."""
    answered = []
    request = RequestFactory().generic(
        method, path, headers={"Host": host, "User-Agent": agent, **headers}, REMOTE_ADDR="203.0.113.7"
    )
    environ = {**request.environ, "wsgi.input": io.BytesIO()}
    application = VisitsNoted(CopiesFirst(WSGIHandler()))
    b"".join(application(environ, lambda *answer, **_rest: answered.append(answer)))
    return answered[0][0]


def test_a_page_rendered_anew_and_one_from_its_copy_are_a_line_each(counted, copies, path_of):
    for _time in range(3):
        assert ask(counted.host, path_of) == "200 OK"
    assert counted.lines() == [["read", counted.host, path_of]] * 3


def test_what_is_noted_is_written_by_itself_a_little_later(tmp_path, monkeypatch):
    monkeypatch.setattr(log_module, "WRITTEN_AFTER", 0.01)
    log = Log(tmp_path)
    for _time in range(3):
        log.note(b"\tread\ta.example\t/\n")
    deadline = time.monotonic() + 30
    while _lines_below(tmp_path) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _lines_below(tmp_path) == 3


def _lines_below(folder: Path) -> int:
    return sum(len(path.read_bytes().splitlines()) for path in folder.glob("*.log"))


def test_a_page_that_the_browser_has_already_is_read_once_more(counted, copies, path_of):
    ask(counted.host, path_of)
    assert ask(counted.host, path_of, **{"If-None-Match": "*"}) == "304 Not Modified"
    assert len(counted.lines()) == 2


def test_a_further_page_of_a_list_counts_for_the_column(counted, copies, article):
    column = article.get_parent().get_url_parts()[2]
    ask(counted.host, f"{column}?page=1&secret=13812345678")
    assert counted.lines() == [["read", counted.host, column]]


@pytest.mark.parametrize("agent", ROBOTS)
def test_robots_are_not_counted(counted, path_of, agent):
    assert ask(counted.host, path_of, agent) == "200 OK"
    assert counted.lines() == []


@pytest.mark.parametrize(
    "path",
    ["/no-such/", "/tzgg/feed/", "/robots.txt", "/healthz", "/admin/", "/sign/secret/", "/search/", "/%ff/"],
)
def test_what_is_no_page_is_not_counted(counted, path):
    ask(counted.host, path)
    assert counted.lines() == []


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_only_what_is_read_is_counted(counted, path_of, method):
    ask(counted.host, path_of, method=method)
    assert counted.lines() == []


def test_a_line_says_nothing_about_the_reader(counted, path_of):
    ask(counted.host, path_of, Cookie="session=abc", Referer="https://example.com/from")
    log_module.log().flush()
    (path,) = folder().glob("*.log")
    assert re.fullmatch(rf"[0-9]{{10}}\tread\t{counted.host}\t{path_of}\n", path.read_text())


def test_nobody_counts_what_nginx_counts(settings):
    settings.VISITS_LOG = "/var/log/nginx/yizhan-visits.log"
    application = object()
    assert noted(application) is application
    settings.VISITS_LOG = ""
    assert isinstance(noted(application), VisitsNoted)


def test_a_disk_that_takes_nothing_keeps_nobody_from_reading(counted, path_of, caplog):
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("no folder")
    for _time in range(3):
        assert ask(counted.host, path_of) == "200 OK"
        log_module.log().flush()
    assert caplog.text.count("Visits cannot be counted") == 1


def test_a_full_disk_keeps_nobody_from_reading(tmp_path):
    log = Log(tmp_path)
    log.append(b"\tread\ta.example\t/\n")
    with open("/dev/full", "wb") as full:
        log._open = (log._open[0], full.fileno())
        log.append(b"\tread\ta.example\t/\n")


def test_each_hour_has_a_file_of_its_own(tmp_path, monkeypatch):
    log, now = Log(tmp_path), 1_800_000_000
    for hour in (0, 0, 1, 2, 1):
        monkeypatch.setattr("time.time", lambda hour=hour: now + hour * 3600)
        log.append(b"\tread\ta.example\t/\n")
    found = sorted(len(path.read_text().splitlines()) for path in tmp_path.glob("*.log"))
    assert found == [1, 2, 2]


def test_nginx_calls_the_same_things_robots():
    text = (ROOT / "deploy/nginx/maps.conf").read_text()
    assert f'"~*({terms().robots.pattern})"' in text


# --- What is searched for


def search(host: str, text: str, agent: str = PERSON, **more: str) -> int:
    client = Client(SERVER_NAME=host, headers={"Host": host, "User-Agent": agent})
    return client.get("/search/", {"q": text, **more}).status_code


def test_a_search_is_a_line_with_the_number_of_its_results(counted, article):
    assert search(counted.host, article.title) == 200
    assert search(counted.host, "  ＷiFi　 密码 ") == 200
    (_asked, _host, first), (asked, host, second) = counted.lines()
    assert first.endswith(searches.normal(article.title))
    assert (asked, host, second) == ("asked", counted.host, "0 wifi 密码")


@pytest.mark.parametrize("agent", ROBOTS)
def test_searches_of_robots_are_not_counted(counted, agent):
    search(counted.host, "公积金", agent)
    assert counted.lines() == []


PERSONAL = [
    "36052119900101123X",
    "360521 19900101 1234",
    "３６０５２１１９９００１０１１２３４",
    "张三 13812345678",
    "138-1234-5678",
    "+86 138 1234 5678",
    "一三八一二三四五六七八",
    "0791-88886666",
    "E12345678 护照",
    "6222 0212 3456 7890 123",
    "zhang.san@example.com",
    "zhang.san ＠ example.com",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_what_looks_like_a_number_of_a_person_is_never_written_down(counted, text):
    assert search(counted.host, text) == 200
    assert counted.lines() == []


@pytest.mark.parametrize(
    "text", ["公积金提取", "国办发〔2017〕47号", "12345热线", "第 3 批 2026 年", "十三五规划"]
)
def test_other_texts_are(counted, text):
    search(counted.host, text)
    assert len(counted.lines()) == 1


def test_a_text_is_kept_as_far_as_the_data_file_says_and_on_one_line(counted):
    search(counted.host, "很长" * 200)
    search(counted.host, "第一行\t\n第二行")
    texts = [what.partition(" ")[2] for _kind, _host, what in counted.lines()]
    assert len(texts[0]) == terms().longest
    assert texts[1:] == ["第一行 第二行"]


def test_a_search_that_cannot_be_written_down_is_answered(counted):
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("no folder")
    assert search(counted.host, "公积金") == 200


@pytest.mark.parametrize("host", ["", "a b", "x" * 300, "..", "a\tb"])
def test_no_name_of_a_host_breaks_the_format(host):
    assert lines.of(lines.READ, host, "/") is None


# --- What is opened of what was found


def open_result(host: str, text: str, place: int = 2, agent: str = PERSON, **headers: str) -> int:
    """Tell, as the page of results does, that a result was opened."""
    sent = headers or {"Origin": f"http://{host}"}
    client = Client(SERVER_NAME=host, headers={"Host": host, "User-Agent": agent, **sent})
    body = urlencode({"q": text, "place": place, "result": Entry.objects.first().pk})
    kind = "application/x-www-form-urlencoded"
    return client.generic("POST", "/search/opened/", body, kind).status_code


@pytest.fixture
def found(counted):
    repair()
    return counted


def test_an_opened_result_is_a_line_with_its_place_and_nothing_about_the_reader_or_the_result(found):
    assert open_result(found.host, " 公积金　ＡＢ ", 7) == 204
    assert found.lines() == [["opened", found.host, "7 公积金 ab"]]


@pytest.mark.parametrize("text", PERSONAL)
def test_what_looks_like_a_number_of_a_person_is_not_written_down_when_a_result_is_opened(found, text):
    assert open_result(found.host, text) == 204
    assert found.lines() == []


@pytest.mark.parametrize("agent", ROBOTS)
def test_what_robots_open_is_not_counted(found, agent):
    assert open_result(found.host, "公积金", agent=agent) == 204
    assert found.lines() == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Referer": "http://[x"}],
)
def test_what_another_website_sends_is_not_counted(found, headers):
    assert open_result(found.host, "公积金", **headers) == 204
    assert found.lines() == []


def test_from_one_address_no_more_is_counted_than_a_reader_opens(found):
    for _time in range(terms().opened_in_ten_minutes + 5):
        assert open_result(found.host, "公积金") == 204
    assert len(found.lines()) == terms().opened_in_ten_minutes
