"""A stored page is answered without the database, the same to everybody, in the encoding one asks for."""

from __future__ import annotations

import gzip
import io

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from sites.delivery.copies import tags
from sites.delivery.copies.front import CopiesFirst
from sites.delivery.copies.making import CopiesMiddleware, copied
from sites.delivery.copies.store import Store
from tests.factories.sites import make_member

from .conftest import Readers


@pytest.fixture
def column(readers: Readers) -> tuple[str, str]:
    page = readers.everything.by_type["column"]
    return readers.everything.host, page.get_url_parts()[2]


def queries_of(does) -> int:
    with CaptureQueriesContext(connection) as captured:
        does()
    return len(captured)


def test_the_second_reader_costs_no_query(readers: Readers, column):
    # What leads elsewhere has no copy.
    shown = [address for address in readers.addresses if readers.get(address).status_code == 200]
    assert queries_of(lambda: [readers.get(address) for address in shown]) == 0


def test_with_the_database_gone_every_page_that_was_read_can_still_be_read(readers: Readers):
    readers.read_everything()
    shown = {each: readers.made_anew(each).content for each in readers.addresses}

    def refuse(*args):
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(refuse):
        kept = {each: readers.get(each) for each in shown if readers.get(each).status_code == 200}
        host = readers.everything.host
        client = Client(SERVER_NAME=host, raise_request_exception=False)
        other = client.get("/search/?q=通知", headers={"Host": host})
    assert len(kept) > 30
    assert all(answer.content == shown[each] for each, answer in kept.items())
    assert other.status_code == 503


def test_with_the_index_of_the_copies_broken_every_page_is_made(
    readers: Readers, column, place: Store, caplog
):
    shown = readers.made_anew(column).content
    place.index.close()
    (place.root / "index.sqlite3").write_bytes(b"no database" * 1000)
    answer = readers.get(column)
    assert (answer.status_code, answer.content) == (200, shown)
    assert "index of the copies does not answer" in caplog.text


def test_what_changes_after_the_site_was_found_keeps_a_copy_from_being_kept(
    readers: Readers, column, place: Store
):
    """The record of a site is read before the view is asked."""
    changed = []

    def slowly(request):
        changed.append(place.expire([tags.FRAME_OF_ALL], "meanwhile"))
        return copied(lambda _request: HttpResponse("made of what was"))(request)

    host, path = column
    answer = CopiesMiddleware(slowly)(RequestFactory().get(path, headers={"host": host}))
    assert (len(changed), answer.content) == (1, b"made of what was")
    assert place.index.files() == []


def test_every_page_has_a_copy_but_those_that_lead_elsewhere(readers: Readers, place: Store):
    readers.read_everything()
    shown = [each for each in readers.addresses if readers.made_anew(each).status_code == 200]
    assert len(place.index.files()) == len(shown) > 30


def test_a_copy_has_all_headers_of_the_page_it_is_of(readers: Readers, column):
    first, second, alone = readers.get(column), readers.get(column), readers.made_anew(column)
    assert dict(first.items()) == dict(second.items())
    assert first.cookies == second.cookies
    own = {"Content-Length", "Vary"}
    assert {pair for pair in alone.items() if pair[0] not in own} <= set(second.items())
    assert "Content-Security-Policy" in second
    assert second["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("", None, bytes),
        ("br;q=x", None, bytes),
    ],
)
def test_a_reader_gets_the_encoding_he_understands(accepted, encoding, decode, readers: Readers, column):
    plain = readers.made_anew(column).content
    for _time in range(2):
        answer = readers.get(column, **{"Accept-Encoding": accepted})
        assert answer.get("Content-Encoding") == encoding
        assert decode(answer.content) == plain
        assert answer["Vary"] == "Accept-Encoding"


def test_who_has_it_already_is_told_so(readers: Readers, column):
    tag = readers.get(column)["ETag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = readers.get(column, **{"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == tag
    assert readers.get(column, **{"If-None-Match": '"other"'}).status_code == 200


def test_questions_that_the_page_does_not_know_make_no_copies(readers: Readers, column, place: Store):
    host, path = column
    readers.get(column)
    before = place.index.files()
    plain = readers.get(column).content
    for number in range(5):
        assert readers.get((host, f"{path}?utm_source={number}")).content == plain
    assert readers.get((host, f"{path}?page=2&utm_source=1")).status_code == 200
    assert readers.get((host, f"{path}?page=99")).status_code == 404
    assert place.index.files() == before


def test_what_is_not_there_or_is_searched_for_makes_no_copy(readers: Readers, place: Store):
    host = readers.everything.host
    for path in ("/nothing/", "/search/", "/search/?q=通知", "/healthz", "/admin/login/", "/nothing.xml"):
        readers.get((host, path))
    assert len(place.index.files()) == 0


def test_staff_read_the_same_copies_and_put_nothing_of_theirs_into_them(readers: Readers, column):
    host, path = column
    editor = make_member(readers.everything.record, "editor", "王采编")
    client = Client(SERVER_NAME=host)
    client.force_login(editor)
    client.cookies["csrftoken"] = "a" * 32
    first = client.get(path, headers={"Host": host})
    assert "王采编" not in first.content.decode()
    assert not first.cookies
    assert readers.get(column).content == first.content == readers.made_anew(column).content


def test_a_preview_makes_no_copy_and_is_answered_from_none(readers: Readers, place: Store):
    page = readers.everything.by_type["article"]
    readers.get((readers.everything.host, page.get_url_parts()[2]))
    before = place.index.files()
    page.title = "还没有签发的标题"
    response = page.make_preview_request(preview_mode="")
    assert "还没有签发的标题" in response.content.decode()
    assert place.index.files() == before


def test_a_form_that_is_sent_is_never_answered_from_a_copy(readers: Readers, column):
    host, path = column
    readers.get(column)
    assert Client(SERVER_NAME=host).post(path, headers={"Host": host}).status_code in {403, 405, 200}
    assert readers.get(column).status_code == 200


def test_with_https_required_a_copy_is_not_answered_to_http(readers: Readers, column, settings):
    readers.get(column)
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert readers.get(column).status_code == 301
    assert readers.get(column, **{"X-Forwarded-Proto": "https"}).status_code == 200


class Answer:
    """What a WSGI application says."""

    def __init__(self, application, method: str, address: tuple[str, str], **extra: str) -> None:
        host, path = address
        environ = RequestFactory().generic(method, path, **extra).environ
        self.body = b"".join(
            application({**environ, "HTTP_HOST": host, "wsgi.input": io.BytesIO()}, self._start)
        )

    def _start(self, status: str, headers: list[tuple[str, str]], _error=None) -> None:
        self.status, self.headers = status, dict(headers)


@pytest.mark.parametrize("extra", [{}, {"HTTP_ACCEPT_ENCODING": "br"}, {"HTTP_IF_NONE_MATCH": "*"}])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_before_django_a_copy_is_answered_as_django_answers_it(method, extra, readers: Readers, column):
    first = CopiesFirst(None)
    readers.get(column)
    front = Answer(first, method, column, **extra)
    behind = Answer(WSGIHandler(), method, column, **extra)
    assert front.status == behind.status
    assert front.headers == behind.headers
    assert front.body == (b"" if method == "HEAD" else behind.body)


def test_before_django_whatever_has_no_copy_is_passed_on(readers: Readers, column):
    asked = []

    def django(environ, start_response):
        asked.append(environ["REQUEST_METHOD"])
        start_response("204 No Content", [])
        return []

    front = CopiesFirst(django)
    readers.get(column)
    host, path = column
    for method, address in (("POST", column), ("GET", (host, "/nothing/")), ("GET", ("other", path))):
        assert Answer(front, method, address).status == "204 No Content"
    assert asked == ["POST", "GET", "GET"]
