"""A server that starts uses the copies it finds only when they are of its own release."""

from __future__ import annotations

import pytest

from sites.delivery.copies import release
from sites.delivery.copies.front import CopiesFirst
from sites.delivery.copies.store import Store

from .test_store import files_of, put, text_of


@pytest.fixture
def place(tmp_path, settings) -> Store:
    settings.COPIES_ROOT = str(tmp_path)
    CopiesFirst(lambda _environ, _start_response: [])
    place = Store(tmp_path)
    put(place)
    return place


def start_again() -> None:
    CopiesFirst(lambda _environ, _start_response: [])


def test_a_restart_keeps_the_copies(place: Store):
    start_again()
    assert text_of(place) == "通知公告"


def test_another_release_begins_anew(place: Store, monkeypatch):
    monkeypatch.setattr(release, "release", lambda: "another")
    start_again()
    assert files_of(place) == []
    assert put(place)
    start_again()
    assert text_of(place) == "通知公告"


def test_the_release_changes_with_a_template_and_with_a_start_of_the_machine(tmp_path, settings, monkeypatch):
    settings.BASE_DIR = tmp_path
    template = tmp_path / "templates" / "base.html"
    template.parent.mkdir()
    template.write_text("old")
    before = release.release()
    assert release.release() == before
    template.write_text("newer")
    changed = release.release()
    boot = tmp_path / "boot"
    boot.write_text("second")
    monkeypatch.setattr(release, "_BOOT", boot)
    assert len({before, changed, release.release()}) == 3
