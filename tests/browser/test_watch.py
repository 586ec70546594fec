"""A stranger between the installation and its citizens is found, and so is his leaving."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .installation import Installation, prepared, served

EVIL = b"<script src=https://evil.example/x.js></script>"
LOOK = "from sites.delivery.jobs import watch_most_read; watch_most_read()"
ROWS = (
    "from sites.delivery.models import PublicDifference as D; "
    "print(*(f'{d.kind} {d.address} {bool(d.gone_at)}' for d in D.objects.order_by('address')), sep=',')"
)
WAIT_SECONDS = 90


class Between(ThreadingHTTPServer):
    """Hands each request on to an installation, and puts `injected` into its pages."""

    def __init__(self) -> None:
        self.injected = b""
        self.behind = 0
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Between

    def do_GET(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=30)
        connection.request("GET", self.path, headers={"Host": self.headers["Host"]})
        answer = connection.getresponse()
        body = answer.read().replace(b"</head>", self.server.injected + b"</head>")
        connection.close()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def between(place: Installation) -> Iterator[Between]:
    server = Between()
    server.behind = place.port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place.environment["YIZHAN_FRONT"] = f"127.0.0.1:{server.server_port}"
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def rows_once(place: Installation, wanted: str) -> str:
    """The recorded differences, as soon as the worker has written what is wanted."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (found := place.manage("shell", "-v", "0", "-c", ROWS).strip()) != wanted:
        assert time.monotonic() < deadline, found
        time.sleep(1)
    return found


def test_an_injected_script_is_recorded_and_closed_when_it_is_gone(tmp_path, ready_made):
    place = prepared(tmp_path, ready_made)
    homes = sorted(place.address(host) for host in ("localhost", "jyj.localhost"))
    with between(place) as stranger, served(place):
        stranger.injected = EVIL
        place.manage("shell", "-v", "0", "-c", LOOK)
        rows_once(place, ",".join(f"script {home} False" for home in homes))
        stranger.injected = b""
        place.manage("shell", "-v", "0", "-c", LOOK)
        rows_once(place, ",".join(f"script {home} True" for home in homes))
