"""What all tests share."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.test import TransactionTestCase
from django.urls import get_resolver
from hypothesis import settings

from search import vocabulary
from tests import template_database

# No test says how long something may take: a busy machine is no fault.
settings.register_profile("yizhan", deadline=None)
settings.load_profile("yizhan")


@pytest.fixture(scope="session")
def _template(django_test_environment):
    template = template_database.path()
    if template is not None and template.exists():
        template_database.begin_with(template)
    return template


@pytest.fixture(scope="session")
def django_db_setup(_template, django_db_setup, django_db_blocker):
    """As pytest-django's, without running all migrations again."""
    if _template is not None and not _template.exists():
        with django_db_blocker.unblock():
            template_database.keep_as(_template)


@pytest.fixture(scope="session", autouse=True)
def _no_flush():
    """After real transactions all is put back (below); the ledger would not let itself be emptied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        yield


TRANSACTIONAL = {"transactional_db", "live_server"}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_teardown(item):
    """Tests do not depend on order: what a test with real transactions emptied is put back after it."""
    yield
    marker = item.get_closest_marker("django_db")
    if TRANSACTIONAL & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")):
        template_database.restore(template_database.path())
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Load the addresses before migrations run.

    Django migrates without translations, and some of Wagtail's texts are translated only once, when loaded.
    """
    return len(get_resolver().url_patterns)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """A transaction around a module: build once what is expensive; `db` gives each test a savepoint in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Wagtail keeps the paths of sites in the cache; a test must not see those of another's sites."""
    cache.clear()
    vocabulary.forget()
