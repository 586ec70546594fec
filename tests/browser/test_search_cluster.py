"""The client of Elasticsearch and a real OpenSearch understand each other, also when nodes are gone."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from elastic_transport import ConnectionError as NoConnectionError
from elasticsearch import Elasticsearch, NotFoundError, helpers
from elasticsearch_dsl import A

from scripts.search_server import Cluster
from search.cluster.address import configured
from search.cluster.connection import RETRIES, TIMEOUT, client, search_in
from tests.search_server import server, skip_without

skip_without()

MAPPINGS = {
    "dynamic": "strict",
    "properties": {"words": {"type": "text", "analyzer": "whitespace"}, "site": {"type": "keyword"}},
}
PAGES = [
    {"_id": "1", "words": "住房 公积金 缴存", "site": "city"},
    {"_id": "2", "words": "住房 公积金 提取", "site": "city"},
    {"_id": "3", "words": "住房 保障", "site": "county"},
    {"_id": "4", "words": "医疗 保障", "site": "county"},
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with server(nodes=3) as running:
        yield running


@pytest.fixture
def asked(cluster, settings) -> Elasticsearch:
    settings.SEARCH_URL = cluster.url
    return client()


def filled(asked: Elasticsearch, name: str) -> str:
    """The full name of a new index with the pages, which two nodes have."""
    index = configured().index(name)
    asked.indices.create(index=index, mappings=MAPPINGS, settings={"number_of_replicas": 1})
    actions = [{"_index": index, **page} for page in PAGES]
    assert helpers.bulk(asked, actions, refresh=True) == (len(PAGES), [])
    asked.cluster.health(index=index, wait_for_status="green", timeout="2s")
    return index


def test_the_client_takes_opensearch_for_its_own(asked):
    assert asked.info()["version"]["distribution"] == "opensearch"
    assert asked.ping()


def test_a_search_counts_what_it_finds(asked):
    filled(asked, "counted")
    search = search_in("counted").query("match", words={"query": "住房 公积金", "operator": "and"})[:10]
    search.aggs.bucket("sites", A("terms", field="site"))
    found = search.execute()
    assert sorted(hit.meta.id for hit in found) == ["1", "2"]
    assert [(each.key, each.doc_count) for each in found.aggregations.sites.buckets] == [("city", 2)]


def test_what_is_not_there_and_what_is_wrong_is_told_as_by_elasticsearch(asked):
    index = filled(asked, "told")
    assert not asked.indices.exists(index=configured().index("nothing"))
    with pytest.raises(NotFoundError):
        asked.get(index=index, id="5")
    with pytest.raises(helpers.BulkIndexError) as caught:
        helpers.bulk(asked, [{"_index": index, "_id": "6", "unknown": 1}])
    assert caught.value.errors[0]["index"]["error"]["type"] == "strict_dynamic_mapping_exception"
    assert asked.delete_by_query(index=index, query={"term": {"site": "county"}})["deleted"] == 2


@pytest.mark.parametrize("node", [0, 1, 2])
def test_a_reader_notices_nothing_of_a_node_that_is_gone(cluster, asked, node):
    name = f"without-{node}"
    filled(asked, name)
    cluster.kill(node)
    try:
        assert {search_in(name).count() for _ in range(8)} == {len(PAGES)}
    finally:
        cluster.start(node)
    assert {search_in(name).count() for _ in range(8)} == {len(PAGES)}


def test_nobody_waits_long_for_a_cluster_that_is_gone(cluster, asked):
    cluster.kill_all()
    begun = time.monotonic()
    with pytest.raises(NoConnectionError):
        asked.info()
    assert time.monotonic() - begun < TIMEOUT * (RETRIES + 1)
    cluster.start(0, 1, 2)
    assert asked.info()["cluster_name"] == "yizhan"
