"""Only registered host names are answered, and each by its own site."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.sites import make_site

pytestmark = pytest.mark.django_db


def test_each_host_name_is_answered_by_its_own_site():
    for code in ("first", "second"):
        make_site(code, name=f"{code}的网站")
    for code in ("first", "second"):
        page = Client(SERVER_NAME=f"{code}.example").get("/").content.decode()
        assert f"{code}的网站" in page


def test_an_unknown_host_name_is_refused_in_plain_words():
    response = Client(SERVER_NAME="unknown.example").get("/")
    assert response.status_code == 400
    assert "没有以此域名登记的网站" in response.content.decode()


def test_a_site_answers_from_the_moment_it_is_made():
    client = Client(SERVER_NAME="new.example")
    assert client.get("/").status_code == 400
    make_site("new")
    assert client.get("/").status_code == 200


def test_the_port_does_not_matter():
    make_site("first")
    assert Client(HTTP_HOST="first.example:8443").get("/").status_code == 200


def test_the_load_balancer_asks_by_address():
    assert Client(SERVER_NAME="10.0.0.1").get("/healthz").status_code == 200


def test_the_office_has_further_host_names(settings):
    settings.EXTRA_HOSTS = frozenset({"office.internal"})
    assert Client(SERVER_NAME="office.internal").get("/admin/login/").status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(host=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40))
def test_no_host_header_breaks_the_server(host):
    assert Client(HTTP_HOST=host, raise_request_exception=False).get("/").status_code == 400
