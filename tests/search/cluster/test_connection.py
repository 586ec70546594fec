"""The client as it is made, without a server; with one it is tried in tests/browser/test_search_server.py."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from elastic_transport import TlsError, Urllib3HttpNode

from search.cluster.address import parse
from search.cluster.connection import OpenSearchNode, client, connect, search_in


@pytest.mark.parametrize(
    ("product", "node"), [("opensearch", OpenSearchNode), ("elasticsearch", Urllib3HttpNode)]
)
def test_every_host_is_a_node_of_its_product(product, node):
    made = connect(parse(f"{product}+http://search1.example,[::1]:9201"))
    nodes = made.transport.node_pool.all()
    assert {type(each) for each in nodes} == {node}
    assert {each.base_url for each in nodes} == {"http://search1.example:9200", "http://[::1]:9201"}


def test_a_process_has_one_client_and_none_of_another_process(settings):
    settings.SEARCH_URL = "opensearch+http://127.0.0.1:1"
    mine = client()
    assert client() is mine
    settings.SEARCH_URL = "opensearch+http://127.0.0.1:2"
    assert client() is not mine
    reading, writing = os.pipe()
    if not (child := os.fork()):
        settings.SEARCH_URL = "opensearch+http://127.0.0.1:1"
        os.write(writing, b"own" if client() is not mine else b"shared")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 10) == b"own"


def test_a_search_is_in_the_indices_of_this_installation(settings):
    settings.SEARCH_URL = "opensearch+http://127.0.0.1:1/city"
    assert search_in("entries", "words")._index == ["city-entries", "city-words"]


class Answering(BaseHTTPRequestHandler):
    """What a node of Elasticsearch says of itself."""

    def do_GET(self) -> None:
        body = json.dumps({"who": self.headers["Authorization"]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def behind_tls(certificate: Path, key: Path) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as node:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        node.socket = context.wrap_socket(node.socket, server_side=True)
        threading.Thread(target=node.serve_forever).start()
        try:
            yield node.server_port
        finally:
            node.shutdown()


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is missing: nothing makes a certificate")
def test_a_certificate_counts_if_the_machine_trusts_it(tmp_path, monkeypatch):
    certificate, key = tmp_path / "certificate", tmp_path / "key"
    command = "openssl req -x509 -newkey rsa:2048 -noenc -days 2 -subj /CN=search -addext"
    subprocess.run(
        [*command.split(), "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    with behind_tls(certificate, key) as port:
        address = parse(f"elasticsearch+https://city:p%40ss@127.0.0.1:{port}")
        with pytest.raises(TlsError):
            connect(address).info()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert connect(address).info()["who"] == "Basic Y2l0eTpwQHNz"
