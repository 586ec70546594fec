"""Several machines: what is published on one is outdated on none, whoever was away meanwhile."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sites.delivery.copies import machines
from sites.delivery.copies.address import Address
from sites.delivery.copies.changes import expire_copies
from sites.delivery.copies.files import Copy
from sites.delivery.copies.store import Store
from sites.jobs.models import TaskRun
from tests.servers import redis_server

from .conftest import publish

RedisError = pytest.importorskip("redis", reason="requirements-distributed.txt is not installed").RedisError
pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None,
    reason="redis-server is not installed (apt-get install redis-server): several machines are not tested",
)
ADDRESS = Address.of("www.anlan.example", "/tzgg/", "")
assert ADDRESS is not None


@pytest.fixture
def redis_url(tmp_path, settings) -> Iterator[str]:
    with redis_server(tmp_path) as url:
        settings.COPIES_REDIS = url
        yield url


def machine(folder: Path) -> Store:
    """One that caught up, and made the copy of a page."""
    place = Store(folder)
    machines.catch_up(place)
    keep(place)
    return place


def keep(place: Store) -> None:
    copy = Copy.of(ADDRESS.key, [("Content-Type", "text/html")], b"page")
    assert place.put(ADDRESS, copy, ["page:7"], place.index.now())


@contextmanager
def following(*places: Store) -> Iterator[None]:
    ended = threading.Event()

    def follow(place: Store) -> None:
        while not ended.is_set():
            machines.follow_once(place, 0.05)

    threads = [threading.Thread(target=follow, args=(place,)) for place in places]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def test_what_is_told_is_gone_everywhere_when_the_teller_goes_on(redis_url, tmp_path):
    places = [machine(tmp_path / name) for name in ("a", "b", "c")]
    with following(*places):
        for number in range(20):
            machines.tell(["page:7"], f"expiry {number}")
            assert [place.find(ADDRESS) for place in places] == [None, None, None]
            for place in places:
                keep(place)
        machines.tell(["page:8"], "another page")
        assert all(place.find(ADDRESS) for place in places)


def test_a_machine_that_was_away_catches_up_before_it_serves(redis_url, tmp_path, monkeypatch):
    place = machine(tmp_path / "a")
    monkeypatch.setattr(machines, "WAIT_SECONDS", 0.1)
    machines.tell(["page:8"], "another page")
    machines.tell(["page:7"], "this page")
    assert place.find(ADDRESS)
    machines.catch_up(place)
    assert place.find(ADDRESS) is None


def test_who_cannot_know_what_was_told_makes_everything_anew(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(machines, "WAIT_SECONDS", 0.1)
    with redis_server(tmp_path) as url:
        settings.COPIES_REDIS = url
        machines.tell(["page:9"], "what came before")
        place = machine(tmp_path / "a")
        machines.tell(["page:8"], "another page")
        machines.catch_up(place)
        assert place.find(ADDRESS)
    with redis_server(tmp_path, urlsplit(url).port):
        # It lost what it had.
        machines.catch_up(place)
    assert place.find(ADDRESS) is None


def test_without_redis_stored_pages_are_there_and_the_expiry_is_told_later(
    readers, place, tmp_path, settings, django_capture_on_commit_callbacks
):
    other = Store(tmp_path / "other")
    article = readers.everything.by_type["article"]
    with redis_server(tmp_path) as url:
        settings.COPIES_REDIS = url
        machines.catch_up(other)
        assert other.put(
            ADDRESS, Copy.of(ADDRESS.key, [], b"page"), [f"page:{article.pk}"], other.index.now()
        )
    with django_capture_on_commit_callbacks(execute=True):
        publish(article, title="另一个标题")
    assert other.find(ADDRESS)
    (row,) = TaskRun.objects.filter(task_path=expire_copies.path)
    with pytest.raises(RedisError):
        expire_copies(*row.args)
    with redis_server(tmp_path, urlsplit(url).port):
        expire_copies(*row.args)
        machines.catch_up(other)
        assert other.find(ADDRESS) is None
