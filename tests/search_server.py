"""An OpenSearch of our own: one node or several on free ports of this machine, gone afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scripts.search_jars import MissingError, UnreachableError, fetch
from scripts.search_server import Cluster, running

from .servers import free_port


def skip_without() -> None:
    """At the top of a module: skip all of it, with one line, where no OpenSearch can be had.

    Where nothing may be skipped (YIZHAN_REQUIRE_BROWSER=1) this skips only if all that is wrong is that Maven
    Central does not answer; otherwise `server` fails and says why.
    """
    try:
        fetch()
    except MissingError as error:
        if isinstance(error, UnreachableError) or os.environ.get("YIZHAN_REQUIRE_BROWSER") != "1":
            reason = f"OpenSearch is missing: nothing is tried on it. {error}"
            pytest.skip(reason, allow_module_level=True)


@contextmanager
def server(nodes: int = 1) -> Iterator[Cluster]:
    """Run a cluster until the block ends. Raises `MissingError` where there is none."""
    skip_without()
    with running([(free_port(), free_port()) for _ in range(nodes)], quick=True) as cluster:
        yield cluster
