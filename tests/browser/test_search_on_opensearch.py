"""The search finds the same in a cluster, and a cluster that dies loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command

from scripts.search_server import Cluster
from search import entries
from search.cluster import changes, connection, index
from search.cluster.errors import CANNOT_SAY
from search.documents import Document
from search.engines import choice
from search.finding import Asked, find
from search.models import Change
from tests.factories.sites import make_site
from tests.search_server import server, skip_without

from .installation import ROOT

skip_without()
TESTS = [
    "tests/search/relevance/test_relevance.py",
    "tests/search/test_asking.py",
    "tests/search/test_entries.py",
    "tests/search/test_names.py",
    "tests/search/test_only_the_public.py",
    "tests/search/test_results.py",
]
MANY = 400


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with server() as running:
        yield running


def test_readers_find_the_same_in_a_cluster(cluster):
    address = cluster.url.rpartition("/")[0]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *TESTS],
        cwd=ROOT,
        env={**os.environ, "YIZHAN_TEST_CLUSTER": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def site(db, cluster, settings, monkeypatch):
    settings.SEARCH_URL = cluster.url
    monkeypatch.setattr(choice, "_paused_until", 0.0)
    yield make_site("city").site
    connection.client().indices.delete(index=f"{index.alias()}-*")


def publish(site, number: int, title: str = "关于第{number}号公园的通知") -> None:
    entries.put("kept", [Document(str(number), site.pk, "article", title.format(number=number))])


def numbers_found(site, query: str) -> int:
    return find(Asked(site, query, (site.pk,)), 0, 20).total


def publish_and_tell(site, numbers: range, halfway: threading.Event) -> None:
    """Publish one after the other, take every third of them out again, and tell the cluster each time."""
    for number in numbers:
        publish(site, number)
        if number % 3 == 0:
            entries.remove("kept", [str(number // 2)])
        if number == len(numbers) // 4:
            halfway.set()
        changes.send()


@pytest.mark.django_db(transaction=True)
def test_a_cluster_that_is_killed_under_load_loses_nothing(site, cluster):
    changes.send()
    halfway = threading.Event()
    killer = threading.Thread(target=lambda: halfway.wait(60) and cluster.kill())
    killer.start()
    with pytest.raises(CANNOT_SAY):
        publish_and_tell(site, range(MANY), halfway)
    killer.join()
    for number in range(MANY, MANY + 20):
        publish(site, number)
    assert Change.objects.exists()
    # The database answers in its place, with what was published a moment ago.
    assert numbers_found(site, f"第{MANY + 1}号公园") >= 1
    cluster.start()
    choice._paused_until = 0.0
    changes.send()
    assert not Change.objects.exists()
    assert changes.differences() == ([], [])
    call_command("search", "status")


def test_what_was_withdrawn_is_neither_found_nor_counted_before_the_cluster_is_told(site):
    for number in range(3):
        publish(site, number)
    changes.send()
    connection.client().indices.refresh(index=index.alias())
    assert numbers_found(site, "公园") == 3
    entries.remove("kept", ["1"])
    assert Change.objects.exists()
    assert numbers_found(site, "公园") == 2


def test_a_cluster_without_an_index_is_filled_when_it_is_first_told(site):
    publish(site, 1)
    assert numbers_found(site, "公园") == 1
    assert not index.exists()
    changes.send()
    assert changes.differences() == ([], [])


def test_a_cluster_that_was_changed_by_others_is_put_right_by_the_check(site):
    for number in range(3):
        publish(site, number)
    changes.send()
    first, *_others = index.keys()
    connection.client().delete(index=index.alias(), id=str(first), version=3, version_type="external")
    assert changes.differences() == ([first], [])
    changes.rebuild(lambda *_done: None)
    assert changes.differences() == ([], [])
