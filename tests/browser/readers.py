"""Citizens who ask without a browser: once, or again and again while something is published."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass, field

HOST = "jyj.localhost"


class Front:
    """What somebody gets at a port, with the names of headers in lower case: servers differ in them."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        deadline = time.monotonic() + 30
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.request(method, path, headers={"Host": HOST, **headers})
                answer = connection.getresponse()
                headers = {name.lower(): value for name, value in answer.getheaders()}
                return answer.status, headers, answer.read()
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            finally:
                connection.close()

    def body(self, path: str) -> bytes:
        status, _headers, body = self.get(path)
        assert status == 200, path
        return body


@dataclass
class Reader:
    """Asks for one address again and again; notes when it first saw each article, and what it saw after.

    Attributes:
        shows: how many of the newest its list holds at least; older ones may go from it.
    """

    front: Front
    path: str
    ended: threading.Event
    shows: int = 1_000
    seen: dict[int, float] = field(default_factory=dict)
    stale: int = 0
    asked: int = 0
    refused: int = 0

    def read(self, count: int) -> None:
        while not self.ended.is_set():
            status, _headers, body = self.front.get(self.path)
            now = time.time()
            self.asked += 1
            if status != 200:
                self.refused += 1
                continue
            shown = {number for number in range(count) if self.names(number, body.decode())}
            newest = sorted(self.seen, reverse=True)[: self.shows]
            self.stale += len(set(newest) - shown)
            for number in shown - self.seen.keys():
                self.seen[number] = now

    @staticmethod
    def names(number: int, body: str) -> bool:
        return f"visible-{number}/" in body or f"第{number}号通知" in body
