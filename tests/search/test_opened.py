"""Which result was opened is heard from browsers; whatever else is sent gets the same answer, unheard."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from search.models import Entry
from search.opened import LAST_PLACE, MOST_BYTES
from search.signals import opened

from .conftest import FUND

FORM = "application/x-www-form-urlencoded"
RELAXED = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def heard(monkeypatch):
    """What was heard: query and place of each."""
    found: list[tuple[str, int]] = []

    def hear(sender, *, query, place, **_more):
        found.append((query, place))

    opened.connect(hear)
    yield found
    opened.disconnect(hear)


def send(data, content_type: str = FORM, **headers: str):
    body = "&".join(f"{name}={value}" for name, value in data.items()) if isinstance(data, dict) else data
    reader = Client(headers={"host": "city.example"}, enforce_csrf_checks=True)
    return reader.generic("POST", "/search/opened/", body, content_type, headers=headers)


def result() -> int:
    return Entry.objects.get(text__title=FUND).pk


def test_a_result_that_was_opened_is_heard_with_its_place(site, heard):
    response = send({"q": "公积金", "place": 3, "result": result()})
    assert response.status_code == 204
    assert response.content == b""
    assert not response.cookies
    assert heard == [("公积金", 3)]


def test_the_page_of_results_says_what_the_script_sends(client, site):
    page = LexborHTMLParser(
        client.get("/search/?q=公积金", headers={"host": "city.example"}).content.decode()
    )
    box = page.css_first("[data-opened]")
    assert box.attributes["data-opened"] == "/search/opened/"
    assert box.attributes["data-query"] == "%E5%85%AC%E7%A7%AF%E9%87%91"
    assert box.attributes["data-first"] == "1"
    assert box.css_first("[data-result]").attributes["data-result"] == str(result())


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_it_is_sent_in_one_way_only(site, heard, method):
    response = getattr(Client(headers={"host": "city.example"}), method)(
        "/search/opened/?q=a&place=1&result=1"
    )
    assert response.status_code == 405
    assert heard == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"q": ""}, {"q": "%20%00"}, {"q": "字" * 201}, {"place": "0"}, {"place": "-1"}, {"place": "x"},
        {"place": LAST_PLACE + 1}, {"place": "9" * 40}, {"place": "１"}, {"place": "1.5"}, {"result": "0"},
        {"result": "x"}, {"result": "9" * 40}, {"result": "9" * 18}, {"result": ""}, {"q": "a" * MOST_BYTES},
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_heard(site, heard, wrong):
    response = send({"q": "公积金", "place": 1, "result": result(), **wrong})
    assert response.status_code == 204
    assert [query for query, _place in heard if query.strip("\x00 ")] == []


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""]
)
def test_another_kind_of_text_is_not_heard(site, heard, content_type):
    assert send(f"q=a&place=1&result={result()}", content_type).status_code == 204
    assert heard == []


@settings(max_examples=150, deadline=None, suppress_health_check=RELAXED)
@given(st.binary(max_size=600) | st.integers(1, 2400).map(lambda number: b"&" * number))
def test_any_bytes_get_the_same_answer(site, heard, body):
    assert send(body).status_code == 204


def test_a_host_without_a_site_hears_nothing(site, heard, settings):
    settings.ALLOWED_HOSTS = ["*"]
    reader = Client(headers={"host": "nobody.example"})
    body = f"q=a&place=1&result={result()}"
    assert reader.generic("POST", "/search/opened/", body, FORM).status_code in {204, 400, 404}
    assert heard == []
