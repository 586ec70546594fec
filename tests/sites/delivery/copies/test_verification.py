"""What somebody changes or plants in the public folder is found, taken away, kept and recorded."""

from __future__ import annotations

import os
import time

import pytest
from django.core.management import CommandError, call_command

from sites.delivery import acts
from sites.delivery.copies import verification
from sites.delivery.copies.store import Store
from sites.delivery.jobs import verify_copies
from sites.editorial.provisioning import record_foundation
from sites.ledger.models import Entry
from sites.registry.models import SiteRecord

from .conftest import Readers

FOREIGN = b"<!doctype html><title>x</title>"


@pytest.fixture
def read(readers: Readers) -> Readers:
    readers.read_everything()
    return readers


def recorded() -> list[str]:
    return [entry.details["file"] for entry in Entry.objects.filter(act=acts.COPY_CHANGED).order_by("number")]


def test_untouched_copies_are_all_as_they_were_written(read, place: Store, capsys):
    # As if all that was built had been signed.
    for record in SiteRecord.objects.select_related("site__root_page"):
        record_foundation(record)
    call_command("verify_copies")
    assert f"全部 {len(place.index.files())} 份副本" in capsys.readouterr().out
    assert recorded() == []


@pytest.mark.parametrize("ending", ["", ".gz", ".br", ".facts"])
def test_a_changed_copy_is_found_recorded_once_and_made_anew(ending, read: Readers, place: Store):
    address = read.addresses[0]
    name = f"{address[0]}/index.html"
    (place.public / f"{name}{ending}").write_bytes(FOREIGN)
    with pytest.raises(CommandError):
        call_command("verify_copies")
    verify_copies()
    assert recorded() == [name]
    evidence = [file.read_bytes() for file in place.changed.rglob("*") if file.is_file()]
    assert FOREIGN in evidence
    assert read.stale() == []


def test_a_file_that_somebody_planted_is_taken_away(read: Readers, place: Store):
    for name in ("www.anlan.example/index.html", f"{read.everything.host}/tzgg/shell.php"):
        file = place.public / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(FOREIGN)
    found = verification.verify(place)
    verification.record(place)
    assert found.changed == []
    assert len(found.strange) == len(recorded()) == 2
    assert not list(place.public.rglob("*.php"))


def test_what_the_serving_path_refused_is_recorded_too(read: Readers, place: Store):
    address = read.addresses[0]
    (place.public / address[0] / "index.html").write_bytes(FOREIGN)
    assert FOREIGN not in read.get(address).content
    verify_copies()
    assert recorded() == [f"{address[0]}/index.html"]


def test_what_is_just_being_written_is_left_alone_and_what_was_left_is_swept_away(read, place: Store):
    young, old = (place.public / f".index.html.{number}.new" for number in (1, 2))
    for file in (young, old):
        file.write_bytes(b"half")
    past = time.time() - 3600
    os.utime(old, (past, past))
    verify_copies()
    assert young.exists()
    assert not old.exists()
    assert recorded() == []


def test_without_copies_there_is_nothing_to_verify(settings):
    settings.COPIES_ROOT = ""
    with pytest.raises(CommandError, match="不保存"):
        call_command("verify_copies")
