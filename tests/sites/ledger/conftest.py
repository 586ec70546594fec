"""A ledger with a few entries."""

from __future__ import annotations

import pytest

from sites.ledger import heads, operations
from sites.ledger.models import Entry
from sites.ledger.registry import ACTS


@pytest.fixture
def act(monkeypatch) -> str:
    monkeypatch.setitem(ACTS, "tested", "试验")
    return "tested"


@pytest.fixture
def entries(act, db) -> list[Entry]:
    return [operations.append(act, site="portal", detail={"nr": number}) for number in range(5)]


@pytest.fixture(autouse=True)
def _no_heads():
    """The public file of another test is not this one's."""
    heads.file().unlink(missing_ok=True)
    yield
    heads.file().unlink(missing_ok=True)
