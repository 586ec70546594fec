"""Error pages help, and an error never makes a second one."""

import json

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from sites.delivery import errors
from tests.factories.sites import make_site


@pytest.fixture
def site(db):
    return make_site(hostname="jyj.localhost", name="教育局")


def test_a_missing_page_leads_on_within_the_site(site):
    response = Client(SERVER_NAME="jyj.localhost").get("/no-such-page/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "教育局" in page
    assert 'href="/"' in page
    assert "Traceback" not in page


def test_a_program_gets_its_answer_as_json(site):
    response = Client(SERVER_NAME="jyj.localhost").get(
        "/no-such-page/", headers={"Accept": "application/json"}
    )
    assert response.status_code == 404
    assert json.loads(response.content)["status"] == 404


def test_asking_for_the_head_of_a_missing_page_gets_no_body(site):
    response = Client(SERVER_NAME="jyj.localhost").head("/no-such-page/")
    assert (response.status_code, response.content) == (404, b"")


def test_an_unknown_host_is_told_so_plainly(db):
    response = Client(SERVER_NAME="elsewhere.example").get("/")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


def test_the_page_for_a_failure_asks_the_database_nothing(django_db_blocker):
    with django_db_blocker.block():
        response = errors.server_error(RequestFactory().get("/"))
        assert response.status_code == 500
        assert response["Content-Type"].startswith("text/html")
        assert errors.bad_request(RequestFactory().get("/"), SuspiciousOperation()).status_code == 400


def test_a_failing_database_ends_in_the_page_for_a_failure(site):
    def refuse(*args):
        raise DatabaseError("gone")

    client = Client(SERVER_NAME="jyj.localhost", raise_request_exception=False)
    with connection.execute_wrapper(refuse):
        response = client.get("/")
    assert response.status_code == 500
    assert "gone" not in response.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_without_the_database_a_page_says_what_works(site, error):
    def refuse(*args):
        raise error("gone")

    client = Client(SERVER_NAME="jyj.localhost", raise_request_exception=False)
    with connection.execute_wrapper(refuse):
        response = client.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response["Cache-Control"] == "no-store"
    assert "仍可正常浏览" in response.content.decode()


def test_a_broken_template_still_ends_in_a_sentence(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")
    assert response.content


def test_a_form_without_its_token_is_told_to_load_again(site):
    client = Client(SERVER_NAME="jyj.localhost", enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "a"})
    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store"
