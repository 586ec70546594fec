"""A site is applied for, filed, live, closing, closed: it moves only along the edges the rules allow."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.log_actions import registry

from sites.registry.models import SiteRecord, SiteState
from sites.registry.operations import STATE_CHANGES, change_state
from tests.factories.sites import make_site, make_user

states = st.sampled_from(SiteState)
in_one_site = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def record(db) -> SiteRecord:
    return make_site()


@pytest.fixture
def person(db):
    return make_user(username="filer")


@in_one_site
@given(now=states, wanted=states)
def test_a_site_takes_a_step_of_the_rules_and_no_other(record, person, now, wanted):
    SiteRecord.objects.filter(pk=record.pk).update(state=now)
    record.refresh_from_db()
    if wanted in STATE_CHANGES[now]:
        change_state(record, wanted, by=person)
        expected = wanted
    else:
        with pytest.raises(ValidationError):
            change_state(record, wanted, by=person)
        expected = now
    record.refresh_from_db()
    assert record.state == expected


@in_one_site
@given(wishes=st.lists(states, max_size=12))
def test_no_site_goes_live_unfiled_and_none_comes_back_from_the_closed(record, person, wishes):
    SiteRecord.objects.filter(pk=record.pk).update(state=SiteState.APPLIED)
    record.refresh_from_db()
    lived = [record.state]
    for wish in wishes:
        try:
            change_state(record, wish, by=person)
        except ValidationError:
            continue
        lived.append(record.state)
    if SiteState.LIVE in lived:
        assert SiteState.FILED in lived[: lived.index(SiteState.LIVE)]
    assert SiteState.CLOSED not in lived[:-1]


def test_every_step_is_logged_with_where_it_came_from(record, person):
    SiteRecord.objects.filter(pk=record.pk).update(state=SiteState.APPLIED)
    record.refresh_from_db()
    change_state(record, SiteState.FILED, by=person)
    entry = registry.get_logs_for_instance(record).get(action="sites_registry.state")
    assert (entry.user, entry.data) == (person, {"from": "applied", "to": "filed"})


@pytest.mark.parametrize("state", SiteState)
def test_citizens_read_live_and_closing_sites(record, state):
    SiteRecord.objects.filter(pk=record.pk).update(state=state)
    assert SiteRecord.objects.open().exists() == (state in {SiteState.LIVE, SiteState.CLOSING})
