"""A deployment is told that somebody may do everything."""

from __future__ import annotations

from django.core.checks import run_checks
from django.db import OperationalError, connection

from sites.registry.checks import nobody_may_do_everything
from tests.factories.sites import make_administrator, make_user


def warned(**kwargs) -> list[str]:
    return [message.msg for message in run_checks(**kwargs) if message.id == "sites_registry.W001"]


def test_an_active_superuser_is_named_before_deployment_only(db):
    make_user(username="root", is_superuser=True)
    make_user(username="gone", is_superuser=True, is_active=False)
    make_administrator("system_admin")
    (message,) = warned(include_deployment_checks=True)
    assert "root" in message
    assert "gone" not in message
    assert warned() == []


def test_without_superusers_there_is_nothing_to_say(db):
    make_administrator("system_admin")
    assert warned(include_deployment_checks=True) == []


def test_the_check_asks_nothing_of_a_database_that_is_not_there_yet(db):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("no such table")

    with connection.execute_wrapper(refuse):
        assert nobody_may_do_everything(None) == []


def test_the_ordinary_check_opens_no_database():
    # Without the fixture `db`, a query would fail here.
    assert warned() == []
