"""Several use one signing link at the same moment: it decides once, and counts every error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import template_database

# None of these tests asks it anything, but its migrated beginning is what the processes start with.
pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def found(tmp_path_factory, django_db_setup) -> list[dict]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.sites.editorial.killed.process_settings",
        "YIZHAN_DATA": str(tmp_path_factory.mktemp("race")),
        "PYTHONPATH": str(ROOT),
    }
    arguments = ["-m", "tests.sites.editorial.killed.sign_race", str(template_database.path())]
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-5000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_two_right_codes_at_once_decide_once(found):
    rounds = [row for row in found if row["what"] == "right"]
    assert rounds
    for row in rounds:
        assert row["ends"] == [0, 3]
        assert row["acts"] == ["published", "signed_by_link"]


def test_of_eight_wrong_codes_at_once_five_are_tried(found):
    (row,) = [row for row in found if row["what"] == "wrong"]
    assert row["ends"] == [3, 3, 3, 3, 4, 4, 4, 4]
    assert row["attempts"] == 5
    assert row["why"] == "blocked"
