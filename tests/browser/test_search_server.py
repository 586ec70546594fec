"""A real OpenSearch keeps what it acknowledged, and three of them go on without one."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.search_server import Cluster
from tests.search_server import server, skip_without

skip_without()

# The documents of one index, with one copy of each, as in a city's cluster.
INDEX = {"settings": {"number_of_shards": 1, "number_of_replicas": 1}}


@pytest.fixture(scope="module")
def one() -> Iterator[Cluster]:
    with server() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def three() -> Iterator[Cluster]:
    with server(nodes=3) as cluster:
        yield cluster


def ask(cluster: Cluster, path: str, body: object = None, *, method: str = "", node: int = 0) -> Any:
    """What a node answers; it must be a success."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{cluster.nodes[node].port}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method=method or ("GET" if body is None else "PUT"),
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own
        return json.load(answer)


def titles(cluster: Cluster, index: str, *, node: int = 0) -> list[str]:
    hits = ask(cluster, f"/{index}/_search?sort=title.keyword", node=node)["hits"]["hits"]
    return [hit["_source"]["title"] for hit in hits]


def test_a_node_answers_and_has_the_modules_that_the_search_needs(one):
    assert ask(one, "/")["version"]["distribution"] == "opensearch"
    tried = {"tokenizer": "whitespace", "filter": ["lowercase"], "text": "住房 公积金 App"}
    found = ask(one, "/_analyze", tried, method="POST")
    assert [token["token"] for token in found["tokens"]] == ["住房", "公积金", "app"]


def test_what_was_acknowledged_is_there_after_a_node_was_killed_and_started_again(one):
    ask(one, "/kept", {"settings": {"number_of_replicas": 0}})
    ask(one, "/kept/_doc/1?refresh=true", {"title": "住房公积金"})
    one.kill()
    with pytest.raises(urllib.error.URLError):
        ask(one, "/")
    one.start()
    assert ask(one, "/_cluster/health/kept?wait_for_status=green&timeout=30s")["status"] == "green"
    assert titles(one, "kept") == ["住房公积金"]


@pytest.mark.parametrize("killed", [0, 1, 2])
def test_three_nodes_go_on_searching_and_writing_without_one(three, killed):
    """Whichever it is, also the one that leads the others."""
    index, other = f"without-{killed}", (killed + 1) % 3
    ask(three, f"/{index}", INDEX)
    ask(three, f"/{index}/_doc/1?refresh=true", {"title": "a"})
    assert ask(three, f"/_cluster/health/{index}?wait_for_status=green&timeout=30s")["status"] == "green"
    three.kill(killed)
    assert titles(three, index, node=other) == ["a"]
    assert ask(three, f"/{index}/_doc/2?refresh=true", {"title": "b"}, node=other)["result"] == "created"
    assert titles(three, index, node=other) == ["a", "b"]
    three.start(killed)
    assert ask(three, f"/_cluster/health/{index}?wait_for_status=green&timeout=30s")["status"] == "green"
    assert titles(three, index, node=killed) == ["a", "b"]
