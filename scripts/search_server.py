"""OpenSearch on this machine, for trying and testing: `python -m scripts.search_server [nodes]`.

Nodes listen on loopback only, without passwords, and what they hold is gone when they end.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .search_jars import MissingError, fetch

HOST = "127.0.0.1"
PORT, TRANSPORT = 9200, 9300
PATIENCE = 120
CANNOT_START = 2
# Megabytes of memory of a node: enough for some hundred thousand entries.
HEAP = 512
JAVA = (
    # Collects in one thread; small and short-lived as it is, a node wants no more.
    "-XX:+UseSerialGC",
    # OpenSearch refuses to be run by root, who runs tests in containers, if the system's library tells it who
    # runs it. A node does without that library.
    "-Djna.nosys=true",
    "-Djna.noclasspath=true",
    # From Java 18 on, OpenSearch may not guard itself unless that is allowed.
    "-Djava.security.manager=allow",
    "-Dlog4j2.disable.jmx=true",
)
# Half the time to start, but slow at what is done often.
QUICK = "-XX:TieredStopAtLevel=1"
LOGGING = """\
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %p %c{1.} %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


class FailedError(Exception):
    """A node cannot run, and why, or with the last lines of its log."""


@dataclass
class Node:
    """One of a cluster: its files and ports, which it keeps, and its process, while it has one."""

    folder: Path
    port: int
    transport: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def ask(self, path: str) -> Any:
        """What it answers, or None while it does not."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return json.load(answer) if answer.status == http.HTTPStatus.OK else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


class Cluster:
    """Nodes that know each other, in a folder; `ports` has those for HTTP and for other nodes, of each.

    A quick one starts in half the time, but nothing should be measured on it.
    """

    def __init__(self, folder: Path, ports: Sequence[tuple[int, int]], *, quick: bool, heap: int) -> None:
        self.nodes = [Node(folder / f"node{number}", *each) for number, each in enumerate(ports)]
        self._java = [*JAVA, f"-Xms{heap}m", f"-Xmx{heap}m", *([QUICK] if quick else [])]
        self._home = fetch()
        for node in self.nodes:
            self._configure(node)

    @property
    def url(self) -> str:
        """All nodes, for SEARCH_URL."""
        hosts = ",".join(f"{HOST}:{node.port}" for node in self.nodes)
        return f"opensearch+http://{hosts}/yizhan"

    def start(self, *numbers: int) -> None:
        """Start these nodes, by default the first, with what they held; returns when all that run are joined.

        Raises:
            FailedError: a port is taken, one of them ended, or they did not find each other in time.
        """
        for node in [self.nodes[number] for number in numbers or (0,)]:
            for port in (node.port, node.transport):
                _insist_on(port)
            node.process = self._process(node)
        self._wait()

    def kill(self, number: int = 0) -> None:
        """End a node as a power cut does (SIGKILL)."""
        node = self.nodes[number]
        if node.process:
            node.process.kill()
            node.process.wait()
            node.process = None

    def kill_all(self) -> None:
        for number in range(len(self.nodes)):
            self.kill(number)

    def _configure(self, node: Node) -> None:
        settings = {
            "cluster.name": "yizhan",
            "node.name": node.folder.name,
            "path.data": node.folder / "data",
            "path.logs": node.folder / "logs",
            "network.host": HOST,
            "http.port": node.port,
            "transport.port": node.transport,
            "discovery.seed_hosts": ",".join(f"{HOST}:{each.transport}" for each in self.nodes),
            "cluster.initial_cluster_manager_nodes": ",".join(each.folder.name for each in self.nodes),
            # Nearly full disks are no matter of what is tried here.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            # What is used counts garbage, and with one collector nobody collects while requests are refused.
            "indices.breaker.total.use_real_memory": "false",
        }
        for name in ("config", "tmp"):
            (node.folder / name).mkdir(parents=True)
        lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
        (node.folder / "config" / "opensearch.yml").write_text(lines)
        (node.folder / "config" / "log4j2.properties").write_text(LOGGING)

    def _process(self, node: Node) -> subprocess.Popen[bytes]:
        places = {
            "opensearch.path.home": self._home,
            "opensearch.path.conf": node.folder / "config",
            "java.io.tmpdir": node.folder / "tmp",
        }
        command = ["java", *self._java, *(f"-D{key}={value}" for key, value in places.items())]
        command += ["-cp", f"{self._home}/lib/*", "org.opensearch.bootstrap.OpenSearch"]
        with node.log.open("ab") as log:
            return subprocess.Popen(command, cwd=node.folder, stdout=log, stderr=log)

    def _wait(self) -> None:
        begun = [node for node in self.nodes if node.process]
        deadline = time.monotonic() + PATIENCE
        while not all(_counts(node, len(begun)) for node in begun):
            for node in begun:
                if time.monotonic() > deadline or (node.process and node.process.poll() is not None):
                    last = "\n".join(node.log.read_text().splitlines()[-30:])
                    raise FailedError(f"{node.folder.name} did not start:\n{last}")
            time.sleep(0.1)


def _insist_on(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise FailedError(f"port {port} is taken by another program")


def _counts(node: Node, expected: int) -> bool:
    health = node.ask("/_cluster/health")
    return bool(health) and health["number_of_nodes"] == expected and health["discovered_cluster_manager"]


@contextmanager
def running(ports: Sequence[tuple[int, int]], *, quick: bool = False, heap: int = HEAP) -> Iterator[Cluster]:
    """A cluster with a node for each pair of ports until the block ends; nothing of it is left then.

    Args:
        heap: megabytes of memory of each node.

    Raises:
        MissingError: there is no OpenSearch here (scripts/search_jars.py).
        FailedError: a node did not start.
    """
    with tempfile.TemporaryDirectory(prefix="yizhan-search-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder), ports, quick=quick, heap=heap)
        try:
            cluster.start(*range(len(ports)))
            yield cluster
        finally:
            cluster.kill_all()


def main(arguments: list[str]) -> int:
    """Run as many nodes as the first argument says, until Ctrl-C or until one ends by itself."""
    count = int(arguments[0]) if arguments else 1
    # Ctrl-C reaches the nodes, too; a signal to this process alone must not leave them behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with running([(PORT + number, TRANSPORT + number) for number in range(count)]) as cluster:
            print(f"搜索服务器已就绪：SEARCH_URL={cluster.url}（Ctrl-C 停止，数据随之删除）", flush=True)
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
    except KeyboardInterrupt:
        return 0
    except (MissingError, FailedError) as error:
        print(f"搜索服务器无法启动：{error}", file=sys.stderr)
        return CANNOT_START
    print("搜索服务器的一个节点自行结束，已全部停止。", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
