"""The audit desk: who may see it, what it finds, what it exports."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from sites.jobs.models import TaskRun
from sites.ledger import acts, operations, verification
from sites.ledger.models import Entry
from tests.factories.sites import make_administrator, make_department, make_member, make_site

DESK = "/admin/ledger/"
VERIFICATION = "/admin/ledger/verification/"


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


@pytest.fixture
def auditor(db):
    return make_administrator("audit_admin", "周审计")


@pytest.fixture
def office(client, auditor):
    client.force_login(auditor)
    return client


def newest() -> Entry:
    return Entry.objects.order_by("-number").first()


@pytest.mark.parametrize("address", [DESK, VERIFICATION])
@pytest.mark.parametrize("role", ["editor", "reviewer", "signer", "site_admin"])
def test_the_people_of_a_site_do_not_see_it(client, role, address, db):
    client.force_login(make_member(make_site("jyj"), role))
    assert client.get(address).status_code in (302, 403)


@pytest.mark.parametrize("address", [DESK, VERIFICATION])
@pytest.mark.parametrize("post", ["system_admin", "security_admin"])
def test_the_other_administrators_do_not_see_it(client, post, address, db):
    client.force_login(make_administrator(post))
    assert client.get(address).status_code == 302
    assert client.post(address).status_code == 302
    assert newest().act == "appointed"


def test_the_audit_administrator_sees_it(office, departments):
    assert len(numbers(office.get(DESK))) == 4
    assert office.get(VERIFICATION).status_code == 200


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
    admin_client.get(DESK)
    with django_assert_max_num_queries(20) as few:
        admin_client.get(DESK)
    for _number in range(80):
        operations.append(act, site="jyj")
    with django_assert_max_num_queries(len(few)):
        assert len(numbers(admin_client.get(DESK))) == 50


# --- Auditors leave traces, too ------------------------------------------------------------------


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_is_recorded_with_what_was_taken(office, auditor, departments, format):
    answer = office.get(DESK, {"export": format, "site": "jyj"})
    assert answer.status_code == 200
    entry = newest()
    assert (entry.act, entry.actor) == (acts.EXPORTED, str(auditor.pk))
    assert entry.details == {"format": format, "filters": {"site": "jyj"}, "entries": 2}


def test_looking_is_not_recorded(office, departments):
    before = newest().number
    office.get(DESK, {"site": "jyj"})
    office.get(VERIFICATION)
    assert newest().number == before


def test_a_verification_is_recorded_when_it_begins_and_with_its_result(office, auditor, departments):
    office.post(VERIFICATION)
    assert (newest().act, newest().actor) == (acts.VERIFICATION_STARTED, str(auditor.pk))
    assert "正在进行" in office.get(VERIFICATION).content.decode()
    run = TaskRun.objects.get(task_path__endswith="verify_ledger")
    verification.verify_ledger(*run.args)
    entry = newest()
    assert (entry.act, entry.actor, entry.details["found"]) == (acts.VERIFIED, str(auditor.pk), 0)
    text = office.get(VERIFICATION).content.decode()
    assert "0 处问题" in text
    assert "立即核对" in text


def test_a_second_verification_waits_for_the_first(office, departments):
    office.post(VERIFICATION)
    assert "核对正在进行" in office.post(VERIFICATION, follow=True).content.decode()
    assert TaskRun.objects.count() == 1


def test_a_verification_names_what_it_found(office, auditor, departments):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER sites_ledger_entry_no_update")
        cursor.execute("UPDATE sites_ledger_entry SET site = 'xxx' WHERE number = 2")
    verification.verify_ledger(auditor.pk)
    assert newest().details["found"] == 1
    assert "第2条" in office.get(VERIFICATION).content.decode()


def test_nobody_begins_a_verification_with_a_link(office, departments):
    office.get(VERIFICATION, {"start": "1"})
    assert not TaskRun.objects.exists()
