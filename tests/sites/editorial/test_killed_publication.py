"""A process killed at any moment of a publication leaves all of it or nothing; a restart does the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest

from sites.editorial.after_publication import STEPS
from tests import template_database

# None of these tests asks it anything, but its migrated beginning is what the processes start with.
pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def kills(tmp_path_factory, django_db_setup) -> list[dict]:
    """What was found after each kill of a publication and of its steps."""
    return _kill("publication", tmp_path_factory.mktemp("killed"))


@pytest.fixture(scope="module")
def kills_of_bundles(tmp_path_factory, django_db_setup) -> list[dict]:
    """What was found after each kill of the release of a bundle of two."""
    return _kill("bundle", tmp_path_factory.mktemp("killed"))


def _kill(script: str, directory: Path) -> list[dict]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.sites.editorial.killed.process_settings",
        "YIZHAN_DATA": str(directory),
        "PYTHONPATH": str(ROOT),
    }
    arguments = ["-m", f"tests.sites.editorial.killed.{script}", str(template_database.path())]
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-5000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_killed_publication_is_there_with_all_that_belongs_to_it_or_not_at_all(kills):
    found = [kill["found"] for kill in kills if kill["what"] == "publication"]
    assert [what for what, _same in groupby(found)] == ["nothing", "all"]
    # The statements of the last approval, and those that hand its steps to the queue.
    assert found.count("nothing") > 50
    assert found.count("all") > len(STEPS)


def test_after_a_restart_it_can_be_approved_and_its_steps_are_done(kills):
    then = {kill["then"] for kill in kills if kill["what"] == "publication"}
    assert then == {"", "done"}
    assert all(kill["then"] for kill in kills if kill["found"] == "all")


def test_a_step_that_was_killed_anywhere_is_done_after_a_restart(kills):
    for task in STEPS.values():
        of_step = [kill for kill in kills if kill["what"] == task.path]
        assert [kill["killed"] for kill in of_step][-1:] == [False]
        assert len(of_step) > 3
        assert {(kill["found"], kill["then"]) for kill in of_step} == {("all", "done")}


@pytest.mark.parametrize("what", ["signature", "job"])
def test_a_killed_release_of_a_bundle_makes_all_its_pages_public_or_none(kills_of_bundles, what):
    of_release = [kill for kill in kills_of_bundles if kill["what"] == what]
    found = [kill["found"] for kill in of_release]
    assert [left for left, _same in groupby(found)] == ["nothing", "all"]
    assert found.count("nothing") > 25
    # What was left undone is done when it is tried again.
    assert {kill["then"] for kill in of_release} == {"", "all"}
