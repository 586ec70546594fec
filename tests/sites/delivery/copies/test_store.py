"""Copies are found whole or not at all, and none outlives what it was made from."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from sites.delivery.copies import store as store_module
from sites.delivery.copies.address import Address
from sites.delivery.copies.files import Copy
from sites.delivery.copies.store import Store

HEADERS = [("Content-Type", "text/html; charset=utf-8")]


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "copies")


def address(path: str = "/tzgg/") -> Address:
    found = Address.of("www.anlan.example", path, "")
    assert found is not None
    return found


def put(
    store: Store, path: str = "/tzgg/", *tags: str, text: str = "通知公告", since: int | None = None
) -> bool:
    where = address(path)
    copy = Copy.of(where.key, HEADERS, text.encode() * 200)
    return store.put(where, copy, tags, store.index.now() if since is None else since)


def text_of(store: Store, path: str = "/tzgg/") -> str:
    found = store.find(address(path))
    return found.bodies["identity"].decode()[:4] if found else ""


def files_of(store: Store) -> list[Path]:
    return [each for each in store.public.rglob("*") if each.is_file()]


def test_what_was_kept_is_found_by_this_process_and_any_other(store):
    assert put(store)
    assert text_of(store) == "通知公告"
    assert text_of(Store(store.public.parent)) == "通知公告"


def test_an_expiry_takes_the_copies_with_its_tags_and_no_others(store):
    put(store, "/", "page:1", "in:0001")
    put(store, "/tzgg/", "page:2", "in:0001")
    put(store, "/zwgk/", "page:3")
    assert len(store.expire(["in:0001", "page:9"], "first")) == 2
    assert [text_of(store, path) for path in ("/", "/tzgg/", "/zwgk/")] == ["", "", "通知公告"]
    assert len(files_of(store)) == 4


def test_an_expiry_is_made_once(store):
    store.expire(["page:1"], "once")
    put(store, "/", "page:1")
    assert store.expire(["page:1"], "once") == []
    assert text_of(store, "/")


def test_what_changed_while_a_copy_was_made_keeps_it_from_being_kept(store):
    since = store.index.now()
    store.expire(["page:1"], "meanwhile")
    assert not put(store, "/", "page:1", since=since)
    assert put(store, "/zwgk/", "page:2", since=since)
    assert text_of(store, "/") == ""


def test_what_changes_between_announcement_and_writing_keeps_it_too(store):
    name = address().file
    assert store.index.announce(name, ["page:1"], store.index.now())
    store.expire(["page:1"], "between")
    with store.index.confirming(name) as is_wanted:
        assert not is_wanted


def test_another_process_sees_at_once_that_a_copy_is_gone_or_new(store):
    other = Store(store.public.parent)
    put(store, "/tzgg/", "page:1")
    assert text_of(other) == "通知公告"
    store.expire(["page:1"], "first")
    assert text_of(other) == ""
    put(store, "/tzgg/", "page:1", text="公示公告")
    assert text_of(other) == "公示公告"


@pytest.mark.parametrize("ending", ["", ".gz", ".br", ".facts"])
def test_a_copy_that_somebody_changed_on_the_disk_is_not_answered(store, ending, caplog):
    put(store)
    file = store.public / address().file
    changed = file.with_name(file.name + ending)
    changed.write_bytes(changed.read_bytes().replace(b"t", b"x") + b"\n<script src=//evil.example></script>")
    assert store.find(address()) is None
    assert "was changed on the disk" in caplog.text
    assert files_of(store) == []


def test_the_copy_of_one_address_laid_at_another_is_not_answered(store):
    put(store, "/tzgg/")
    put(store, "/zwgk/")
    for file in files_of(store):
        if "tzgg" in str(file):
            shutil.copy(file, str(file).replace("tzgg", "zwgk"))
    assert store.find(address("/zwgk/")) is None


def test_a_copy_made_anew_while_it_is_read_is_no_change_by_somebody(store, monkeypatch, caplog):
    put(store, "/", "page:1", text="老的通知")
    read_text = Path.read_text

    def slowly(path: Path, *args, **kwargs):
        monkeypatch.undo()
        store.expire(["page:1"], "meanwhile")
        put(store, "/", "page:1", text="新的通知")
        return read_text(path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", slowly)
    assert store.find(address("/")) is None
    assert not store.changed.exists()
    assert text_of(store, "/") == "新的通知"


def test_a_disk_that_takes_nothing_costs_the_copy_and_nothing_else(store, caplog, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert not put(store, "/", "page:1")
    assert "cannot be kept" in caplog.text
    monkeypatch.undo()
    assert text_of(store, "/") == ""
    assert put(store, "/", "page:1")


def test_where_nobody_can_be_made_to_wait_a_copy_is_made_all_the_same(store, caplog, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with store.making(address()):
        assert "Nobody can be made to wait" in caplog.text


def test_an_index_that_cannot_expire_takes_every_copy_with_it(store, monkeypatch):
    """Better none than one that is old."""
    put(store, "/", "page:1")

    def broken(*_args):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store.index, "expiring", broken)
    with pytest.raises(sqlite3.OperationalError):
        store.expire(["page:2"], "first")
    assert files_of(store) == []


def test_one_of_many_makes_a_copy_and_the_others_wait_for_it(store):
    made = []

    def ask():
        with store.making(address()):
            if store.find(address()) is None:
                made.append(1)
                put(store)

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_memory_holds_no_more_than_its_measure(store, monkeypatch):
    monkeypatch.setattr("sites.delivery.copies.store.MOST_BYTES_IN_MEMORY", 10_000)
    for number in range(20):
        put(store, f"/a{number}/")
        text_of(store, f"/a{number}/")
    assert store._memory_size <= 10_000
    assert 0 < len(store._memory) < 20
    assert text_of(store, "/a0/")


def test_old_expiries_are_forgotten_and_what_was_begun_before_them_is_not_kept(store, monkeypatch):
    since = store.index.now()
    for number in range(3):
        store.expire(["page:1"], f"old {number}")
    monkeypatch.setattr("sites.delivery.copies.index.REMEMBERED_SECONDS", -1)
    store.expire(["page:2"], "new")
    store.expire(["page:2"], "newer")
    assert not put(store, "/", "page:1", since=since)
    assert put(store, "/", "page:1")


def test_where_nothing_of_a_site_is_left_its_folder_goes_at_once_and_is_deleted_later(store, monkeypatch):
    monkeypatch.setattr(store_module, "MANY", 2)
    for path in ("/", "/tzgg/"):
        put(store, path, "frame:0001")
    before = store.find(address("/"))
    assert len(store.expire(["frame:0001"], "first")) == 2
    assert before
    assert [text_of(store, path) for path in ("/", "/tzgg/")] == ["", ""]
    assert files_of(store) == []
    assert store.index.files() == []
    assert any(store.gone.rglob("*.html"))
    store.sweep()
    assert not store.gone.exists()
    assert put(store, "/", "frame:0001")
    assert text_of(store, "/") == "通知公告"


def test_what_is_left_of_a_site_stays_when_much_of_it_goes(store, monkeypatch):
    monkeypatch.setattr(store_module, "MANY", 2)
    for path in ("/", "/tzgg/"):
        put(store, path, "in:0001")
    put(store, "/zwgk/", "page:3")
    store.expire(["in:0001"], "first")
    assert [text_of(store, path) for path in ("/", "/tzgg/", "/zwgk/")] == ["", "", "通知公告"]
    assert not store.gone.exists()


def test_folders_that_are_gone_already_are_no_trouble(store, monkeypatch):
    monkeypatch.setattr(store_module, "MANY", 1)
    put(store, "/", "page:1")
    shutil.rmtree(store.public)
    assert store.expire(["page:1"], "first") == ["www.anlan.example/index.html"]
