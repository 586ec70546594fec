"""Two sites and people signed in, made once for each module that asks for them."""

from __future__ import annotations

import pytest
from django.test import Client

from . import two_sites


@pytest.fixture(scope="module")
def world(module_db) -> two_sites.World:
    return two_sites.build()


@pytest.fixture(scope="module")
def before(world) -> dict:
    return two_sites.traces(world.other)


@pytest.fixture(scope="module")
def clients(world) -> dict[str, Client]:
    """A signed-in browser for each person; errors of the server are answers, not exceptions."""
    return {name: two_sites.browser(user) for name, user in world.actors.items()}
