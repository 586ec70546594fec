"""Sites whose pages are all in the ledger, and what stands before citizens, which a stranger may change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from wagtail.models import Page

from sites.delivery.copies.store import Store, store
from sites.delivery.watch.looking import address_of
from sites.editorial.provisioning import record_foundation
from sites.registry.models import SiteRecord
from tests.portal.content.conftest import Everything, built, everything

__all__ = ["built", "everything"]


class Front:
    """Answers with what it was given; 404 to all else.

    Attributes:
        answers: status and body by path.
    """

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}

    def shows(
        self, page: Page, injected: str = "", status: int = 200, *, in_traditional: bool = False
    ) -> None:
        """From now on citizens get the page as the installation makes it, with more at its end."""
        parts = urlsplit(address_of(page, in_traditional=in_traditional))
        client = Client(raise_request_exception=False)
        made = client.get(parts.path, headers={"Host": parts.netloc}, secure=parts.scheme == "https")
        assert made.status_code == 200
        body = made.content.replace(b"</main>", f"{injected}</main>".encode())
        self.answers[parts.path] = status, body


@pytest.fixture
def front(settings) -> Iterator[Front]:
    made = Front()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = made.answers.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.FRONT = f"127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def signed(everything: Everything, tmp_path: Path, settings) -> Everything:
    """As if all that was built had been signed; evidence is kept in a directory of the test."""
    settings.DATA_DIR = tmp_path / "data"
    for record in SiteRecord.objects.select_related("site__root_page"):
        record_foundation(record)
    return everything


@pytest.fixture
def place(tmp_path: Path, settings) -> Store:
    settings.COPIES_ROOT = str(tmp_path / "copies")
    return store()
