"""What all tests share."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import get_resolver


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Load the addresses before migrations run.

    Django migrates without translations, and some of Wagtail's texts are translated only once, when loaded.
    """
    return len(get_resolver().url_patterns)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """A transaction around a module: build something expensive once; `db` gives each test a savepoint in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Wagtail keeps the paths of sites in the cache; a test must not see those of another's sites."""
    cache.clear()
