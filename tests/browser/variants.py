"""Walks through all public pages of an installation, and compares what its variants say."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sites.delivery.traditional.convert import to_traditional


@dataclass(frozen=True)
class Page:
    status: int
    kind: str
    body: str
    leads_to: str


class Walk:
    """What a citizen finds who follows every link, from the home pages on."""

    def __init__(self, port: int, hosts: list[str], start: str) -> None:
        self.port, self.hosts = port, hosts
        self.pages: dict[str, Page] = {}
        self.found_on: dict[str, str] = {}
        waiting = [f"http://{host}:{port}{start}" for host in hosts]
        while waiting:
            address = waiting.pop()
            if address in self.pages:
                continue
            page = self.pages[address] = self._get(address)
            for link in self._links(address, page):
                self.found_on.setdefault(link, address)
                waiting.append(link)

    @property
    def broken(self) -> dict[str, str]:
        """Where a link leads to nothing, and the page it stands on."""
        return {each: self.found_on.get(each, "") for each, page in self.pages.items() if page.status >= 400}

    def _get(self, address: str) -> Page:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Host": parts.netloc})
        answer = connection.getresponse()
        kind = answer.getheader("Content-Type", "")
        body = answer.read()
        connection.close()
        text = body.decode() if kind.startswith("text/html") else ""
        return Page(answer.status, kind, text, answer.getheader("Location", ""))

    def _links(self, address: str, page: Page) -> Iterator[str]:
        targets = [page.leads_to] if page.leads_to else []
        tree = HTMLParser(page.body)
        targets += [node.attributes["href"] or "" for node in tree.css("a[href]") if not _is_other(node)]
        targets += [node.attributes["src"] or "" for node in tree.css("img[src], script[src]")]
        for target in targets:
            link = urljoin(address, target).partition("#")[0]
            parts = urlsplit(link)
            if parts.scheme == "http" and parts.hostname in self.hosts and parts.port == self.port:
                yield link


def _is_other(node) -> bool:
    """Whether a link leads to the same page in another language."""
    return "hreflang" in node.attributes


def texts(page: Page, *, traditional: bool = False) -> list[str]:
    """What stands on a page, in its order; as it should read in traditional Chinese, if so."""
    tree = HTMLParser(page.body)
    body = tree.body
    assert body is not None
    for node in body.css("script, [lang]"):
        node.decompose()
    found = [text.strip() for text in body.text(separator="\n").split("\n")]
    return [to_traditional(text) if traditional else text for text in found if text]
