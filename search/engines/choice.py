"""Which engine is asked: the cluster where there is one and it answers, else the database."""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.db import connection

from search.question import Found, Question

from .base import Engine
from .postgresql import PostgreSQL
from .sqlite import SQLite

logger = logging.getLogger(__name__)
# Seconds for which a cluster that failed is not asked again: no reader waits for it twice.
PAUSE = 15
_paused_until = 0.0


def in_database() -> Engine:
    """The engine of the database in use. It always has everything."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def find(question: Question, count: int) -> Found:
    """What a question finds; the keys of the first `count`."""
    if not question.sites:
        # PostgreSQL knows no empty list.
        return Found(0, [], {})
    if settings.SEARCH_URL and time.monotonic() >= _paused_until:
        found = _in_cluster(question, count)
        if found is not None:
            return found
    return in_database().find(question, count)


def _in_cluster(question: Question, count: int) -> Found | None:
    """What the cluster finds; None when it cannot say."""
    global _paused_until
    # The client takes a while to load, and most installations have no cluster.
    from search.cluster import engine, errors

    try:
        return engine.find(question, count)
    except errors.CANNOT_SAY as error:
        logger.warning("The cluster is not asked for %s seconds: %s", PAUSE, error)
        _paused_until = time.monotonic() + PAUSE
    return None
