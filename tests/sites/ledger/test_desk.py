"""The audit desk: who may see it, what it finds, what it exports."""

from __future__ import annotations

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from sites.ledger import operations
from tests.factories.sites import make_department, make_member, make_site

DESK = "/admin/ledger/"


@pytest.fixture
def departments(act, admin_user):
    first, second = make_department("测试市教育局"), make_department("测试市财政局")
    operations.append(act, by=admin_user, subject=first, site="jyj", detail={"comment": "同意"})
    operations.append(act, subject=second, site="czj")
    operations.append(act, by=admin_user, subject=first, site="jyj")
    return first, second


def numbers(response) -> list[int]:
    rows = LexborHTMLParser(response.content).css("table.listing tbody tr")
    return [int(row.css_first("td").text()) for row in rows]


@pytest.mark.parametrize("role", ["editor", "reviewer", "signer", "site_admin"])
def test_the_people_of_a_site_do_not_see_it(client, role, db):
    client.force_login(make_member(make_site("jyj"), role))
    assert client.get(DESK).status_code in (302, 403)


def test_entries_are_listed_newest_first_with_everything_they_say(admin_client, departments):
    answer = admin_client.get(DESK)
    assert numbers(answer) == [3, 2, 1]
    text = answer.content.decode()
    for expected in ("测试市教育局", "试验", "同意", "系统"):
        assert expected in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"site": "jyj"}, [3, 1]),
        ({"act": "tested"}, [3, 2, 1]),
        ({"actor_name": "admin"}, [3, 1]),
        ({"subject_title": "财政"}, [2]),
        ({"at_from": "2000-01-01", "at_to": "2001-01-01"}, []),
    ],
)
def test_entries_are_filtered(admin_client, departments, query, found):
    assert numbers(admin_client.get(DESK, query)) == found


def test_today_is_the_day_of_the_municipality(admin_client, departments):
    today = timezone.localdate().isoformat()
    assert numbers(admin_client.get(DESK, {"at_from": today, "at_to": today})) == [3, 2, 1]


def test_the_life_of_one_thing_is_one_list(admin_client, departments):
    first, _second = departments
    text = admin_client.get(DESK).content
    link = next(a for a in LexborHTMLParser(text).css("td a") if a.text() == first.name)
    assert numbers(admin_client.get(link.attributes["href"])) == [3, 1]


def test_the_list_is_exported(admin_client, departments):
    answer = admin_client.get(DESK, {"export": "csv", "site": "czj"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert "测试市财政局" in lines[1]


def test_many_entries_take_as_many_queries_as_few(
    admin_client, departments, act, django_assert_max_num_queries
):
    for _number in range(80):
        operations.append(act, site="jyj")
    with django_assert_max_num_queries(12):
        assert len(numbers(admin_client.get(DESK))) == 50
