"""A reader's choice changes the style sheet, never the page."""

from __future__ import annotations

import io
import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from sites.delivery.copies.front import CopiesFirst
from sites.delivery.copies.store import Store
from sites.delivery.modes.front import ModeByCookie
from sites.delivery.modes.mode import MODES, SIZES, Mode, chosen
from tests.sites.delivery.copies.conftest import Readers, built, everything, place, reader, readers

__all__ = ["built", "everything", "place", "reader", "readers"]


def sheet(host: str, cookie: str = "", **headers: str) -> tuple[str, dict[str, str], str]:
    """Ask for the style sheet as a web server does."""
    answered = []
    environ = RequestFactory().get("/mode.css", headers={"Host": host, "Cookie": cookie, **headers}).environ
    environ["wsgi.input"] = io.BytesIO()
    application = ModeByCookie(CopiesFirst(WSGIHandler()))
    body = b"".join(application(environ, lambda *answer, **_rest: answered.append(answer)))
    return answered[0][0], dict(answered[0][1]), body.decode()


@given(st.text())
def test_whatever_stands_in_a_cookie_asks_for_one_of_the_modes(cookies):
    assert chosen(cookies) in MODES.values()
    assert chosen(f"mode={cookies}") in MODES.values()


@given(st.sampled_from(sorted(MODES)))
def test_a_mode_is_found_again_by_its_name(name):
    assert chosen(f"a=b; mode={name}; c=d").name == name


@given(st.sampled_from(SIZES), st.booleans())
def test_a_switch_pressed_twice_changes_nothing_but_letters_of_another_size(size, contrast):
    mode = Mode(size, contrast)
    assert mode.switched("contrast").switched("contrast") == mode
    twice = mode.switched("elder").switched("elder")
    assert twice.contrast == mode.contrast
    assert twice.size == (mode.size if mode.size in {"normal", "elder"} else "normal")


def test_pages_are_the_same_for_every_mode(readers: Readers, place: Store):
    address = readers.everything.host, "/"
    plain = readers.get(address)
    assert readers.get(address, Cookie="mode=elder-contrast").content == plain.content
    assert b'href="/mode.css"' in plain.content


def test_a_cookie_decides_which_style_sheet_is_sent_and_nobody_else_keeps_it(readers: Readers, place: Store):
    host = readers.everything.host
    answers = {name: sheet(host, f"mode={name}") for name in MODES}
    again = {name: sheet(host, f"mode={name}") for name in MODES}
    for name, (status, headers, body) in answers.items():
        assert status == "200 OK"
        assert headers["Cache-Control"] == "private, no-cache"
        assert headers["Content-Type"].startswith("text/css")
        assert again[name][2] == body
        assert ("135%" in body) == ("elder" in name)
        assert ("#ffff00" in body) == ("contrast" in name)
    assert len({body for _status, _headers, body in answers.values()}) == len(MODES)
    assert sum(file.endswith(".css") for file in place.index.files()) == len(MODES)
    etag = again["elder"][1]["ETag"]
    assert sheet(host, "mode=elder", **{"If-None-Match": etag})[0] == "304 Not Modified"
    assert sheet(host, "mode=contrast", **{"If-None-Match": etag})[0] == "200 OK"


@pytest.mark.parametrize("switch", ["elder", "contrast"])
def test_a_button_turns_a_mode_on_and_off_and_leads_back(reader, everything, switch):
    page = f"http://{everything.host}/xwdt/?page=2"
    pressed = reader.post("/mode/", {"switch": switch}, headers={"Referer": page})
    assert (pressed.status_code, pressed["Location"]) == (303, "/xwdt/?page=2")
    assert pressed.cookies["mode"].value == switch
    assert pressed.cookies["mode"]["httponly"]
    again = reader.post("/mode/", {"switch": switch}, headers={"Referer": page})
    assert again.cookies["mode"].value == "plain"


@pytest.mark.parametrize("page", ["", "https://evil.example/x/", "//evil.example/", "javascript:alert(1)"])
def test_who_comes_from_elsewhere_is_led_to_the_choice(reader, page):
    assert reader.post("/mode/", {"switch": "elder"}, headers={"Referer": page})["Location"] == "/mode/"


def test_the_choice_shows_what_holds_and_remembers_what_is_chosen(reader):
    chosen_now = reader.post("/mode/", {"size": "larger", "contrast": "on"})
    assert chosen_now.cookies["mode"].value == "larger-contrast"
    page = reader.get("/mode/")
    checked = re.findall(r'<input[^>]* id="(\w+)"[^>]* checked', page.content.decode())
    assert checked == ["id_size_2", "id_contrast"]
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    "data", [{"size": "huge"}, {"switch": "x"}, {"size": "x" * 5000}, {"switch": "large"}]
)
def test_a_choice_that_does_not_exist_is_refused_with_a_sentence_or_asked_again(reader, data):
    answer = reader.post("/mode/", data)
    assert answer.status_code in {303, 400}
    assert "mode" not in answer.cookies or answer.cookies["mode"].value in MODES


def test_a_style_sheet_of_no_mode_is_not_there(reader):
    assert reader.get("/mode/pink.css").status_code == 404
