"""The client of the cluster: of Elasticsearch, or of OpenSearch, for which it was not made."""

from __future__ import annotations

import os
import re
import ssl
from dataclasses import replace
from functools import cache
from typing import Any

from elastic_transport import HttpHeaders, NodeConfig, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT, DefaultType
from elasticsearch import Elasticsearch
from elasticsearch_dsl import Search

from .address import Address, configured

# Seconds for a request to one node. A reader waits for it: who has not answered by then is hanging or
# overloaded, and another node is asked. What takes longer, as a bulk does, says so:
# `client().options(request_timeout=60)`.
TIMEOUT = 3
# As many nodes are asked after the first. Also the only one, whose connections are broken after it restarted.
RETRIES = 2
# Seconds for which a node that did not answer is left alone, at most.
LONGEST_PAUSE = 10
# What the client says instead of application/json and application/x-ndjson.
VENDOR_TYPE = re.compile(r"application/vnd\.elasticsearch\+(\S+?)\s*;\s*compatible-with=\d+")
PRODUCT = "X-Elastic-Product"


class OpenSearchNode(Urllib3HttpNode):
    """A node of OpenSearch, with which the client of Elasticsearch speaks as with its own.

    OpenSearch answers 406 to the client's own content types, and the client speaks only with who says that
    it is Elasticsearch.
    """

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> Any:
        plain = {key: VENDOR_TYPE.sub(r"application/\1", value) for key, value in (headers or {}).items()}
        answer = super().perform_request(method, target, body, HttpHeaders(plain), request_timeout)
        marked = HttpHeaders([*answer.meta.headers.items(), (PRODUCT, "Elasticsearch")])
        return answer._replace(meta=replace(answer.meta, headers=marked.freeze()))


def connect(address: Address) -> Elasticsearch:
    """A new client of a cluster, for all threads of one process; asks nothing yet."""
    # The certificates that the machine trusts (SSL_CERT_FILE), which is where a city's own authority is.
    context = ssl.create_default_context() if address.scheme == "https" else None
    nodes = [NodeConfig(address.scheme, name, port, ssl_context=context) for name, port in address.hosts]
    return Elasticsearch(
        nodes,
        node_class=OpenSearchNode if address.product == "opensearch" else Urllib3HttpNode,
        basic_auth=(address.user, address.password) if address.user else None,
        request_timeout=TIMEOUT,
        max_retries=RETRIES,
        retry_on_timeout=True,
        max_dead_node_backoff=LONGEST_PAUSE,
    )


def client() -> Elasticsearch:
    """The client of this installation's cluster, one for each process. Raises `ImproperlyConfigured`."""
    return _client_of(configured(), os.getpid())


@cache
def _client_of(cluster: Address, process: int) -> Elasticsearch:
    return connect(cluster)


def search_in(*names: str) -> Search:
    """A search to be refined, in indices of this installation by their names without prefix."""
    cluster = configured()
    return Search(using=client(), index=[cluster.index(name) for name in names])
