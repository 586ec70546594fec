"""The ledger in the database: appended in the transaction of the act, never changed."""

from __future__ import annotations

import datetime
import json
import logging
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from sites.ledger import chain, heads, operations
from sites.ledger.models import Entry, Head
from tests.factories.sites import make_department

TRIGGERS = ("sites_ledger_entry_no_update", "sites_ledger_entry_no_delete")
DAY = datetime.date(2026, 11, 22)


def tamper(statement: str) -> None:
    """What somebody can do who may do everything in the database."""
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute(statement)


def test_entries_are_numbered_without_a_gap_and_linked(entries):
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in entries] == [chain.BEGINNING, *(one.digest for one in entries[:-1])]
    assert list(operations.faults()) == []


def test_an_entry_says_who_did_what_to_what(act, admin_user):
    department = make_department("测试市教育局")
    entry = operations.append(act, by=admin_user, subject=department, site="jyj", detail={"a": ["乙"]})
    stored = Entry.objects.about(department).get()
    assert (stored.actor, stored.actor_name) == (str(admin_user.pk), str(admin_user))
    assert (stored.subject_type, stored.subject_title) == ("sites_registry.department", "测试市教育局")
    assert stored.details == {"a": ["乙"]}
    assert stored.digest == entry.digest == chain.entry_digest(stored.as_row())
    assert stored.act_label == "试验"


def test_an_act_that_nobody_declared_is_refused(db):
    with pytest.raises(ValueError, match="unheard"):
        operations.append("unheard")


def test_what_is_rolled_back_was_never_recorded(entries):
    with transaction.atomic():
        operations.append("tested")
        transaction.set_rollback(True)
    assert Head.objects.get().number == Entry.objects.count() == 5
    operations.append("tested")
    assert list(operations.faults()) == []


@pytest.mark.parametrize(
    "verb", ["UPDATE sites_ledger_entry SET act = 'x'", "DELETE FROM sites_ledger_entry"]
)
def test_the_database_refuses_to_change_entries(entries, verb):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(verb)
    assert list(operations.faults()) == []


def test_the_code_refuses_to_change_entries(entries):
    entry = entries[0]
    for act in (
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(act="x"),
    ):
        with pytest.raises(TypeError, match="never"):
            act()
    entry.act = "changed"
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        entry.save()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE sites_ledger_entry SET actor_name = '别人' WHERE number = 3", (3, chain.ALTERED)),
        ("DELETE FROM sites_ledger_entry WHERE number = 3", (3, chain.MISSING)),
        ("DELETE FROM sites_ledger_entry WHERE number = 5", (4, chain.CUT_OFF)),
        ("UPDATE sites_ledger_head SET digest = 'x'", (5, chain.HEAD_DIFFERS)),
    ],
)
def test_what_was_done_with_sql_is_found(entries, statement, fault, capsys):
    tamper(statement)
    assert fault in list(operations.faults())
    with pytest.raises(SystemExit) as end:
        call_command("ledger", "verify")
    assert end.value.code == 1
    assert f"第{fault[0]}条：{chain.MEANINGS[fault[1]]}" in capsys.readouterr().err


def test_an_end_cut_off_together_with_its_head_is_found_by_the_public_file(entries):
    assert heads.publish_head(DAY)
    tamper("DELETE FROM sites_ledger_entry WHERE number = 5")
    Head.objects.update(number=4, digest=entries[3].digest)
    assert list(operations.faults()) == [chain.Fault(4, chain.CUT_OFF)]


def test_a_day_has_one_head_and_a_day_without_acts_none(entries):
    assert heads.publish_head(DAY)
    assert not heads.publish_head(DAY)
    assert not heads.publish_head(DAY + datetime.timedelta(days=1))
    assert heads.published() == {5: entries[-1].digest}


def test_everybody_can_read_the_daily_heads(client, entries):
    assert client.get("/ledger/heads.txt").status_code == 404
    heads.publish_head(DAY)
    answer = client.get("/ledger/heads.txt")
    assert b"".join(answer.streaming_content).decode() == f"2026-11-22\t5\t{entries[-1].digest}\n"


def test_a_new_algorithm_goes_on_with_the_old_chain(entries, settings):
    settings.LEDGER_ALGORITHM = "sm3"
    operations.append("tested")
    assert list(operations.faults()) == []


def test_an_export_is_checked_without_the_system(entries, tmp_path):
    export = tmp_path / "export.jsonl"
    call_command("ledger", "export", str(export), verbosity=0)
    program = [sys.executable, "-I", chain.__file__, str(export)]
    right = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (right.returncode, right.stdout) == (0, "共核对5条记录，发现0处问题。\n")
    lines = export.read_text().splitlines()
    export.write_text("\n".join([*lines[:2], lines[2].replace('"portal"', '"jyj"'), *lines[3:]]))
    wrong = subprocess.run(program, capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "第3条：该条记录的内容与其摘要不符" in wrong.stdout


def test_the_command_wants_to_know_what_to_do(db):
    with pytest.raises(CommandError):
        call_command("ledger")


def test_every_row_is_told_to_the_collector_once_it_is_certain(
    entries, caplog, django_capture_on_commit_callbacks
):
    logger = logging.getLogger("yizhan.rows")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, "yizhan.rows")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            entry = operations.append("tested", detail={"why": "试"})
            assert caplog.messages == []
    finally:
        logger.removeHandler(caplog.handler)
    assert json.loads(caplog.messages[0]) == {"log": "ledger", **entry.as_row()}
