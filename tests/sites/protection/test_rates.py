"""Nobody does a thing more often than allowed, and the cache tells nobody's address."""

from __future__ import annotations

from django.core.cache import cache
from django.test import RequestFactory

from sites.protection import rates
from sites.protection.rates import is_within


def request(address: str = "203.0.113.7"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_the_limit_holds_for_each_address_and_each_thing_by_itself():
    assert [is_within("a", request(), 2, 60) for _time in range(4)] == [True, True, False, False]
    assert is_within("b", request(), 2, 60)
    assert is_within("a", request("203.0.113.8"), 2, 60)


def test_it_begins_anew_when_the_time_is_over(monkeypatch):
    monkeypatch.setattr(rates.time, "time", lambda: 6000.0)
    assert [is_within("a", request(), 1, 60) for _time in range(2)] == [True, False]
    monkeypatch.setattr(rates.time, "time", lambda: 6061.0)
    assert is_within("a", request(), 1, 60)


def test_what_is_remembered_does_not_tell_the_address():
    is_within("a", request("203.0.113.7"), 2, 60)
    assert not any("203.0.113.7" in key for key in cache._cache)
