"""A process killed while it counts, and processes that count at the same time, count each line once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import template_database

ROOT = Path(__file__).resolve().parents[4]
LINES = 60


def run(what: str, place: Path) -> list[dict]:
    template = template_database.path()
    if template is None or not template.exists():
        pytest.skip("needs a migrated SQLite database of its own")
    shutil.copy(template, place / "database.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "DATABASE_URL": f"sqlite:///{place / 'database.sqlite3'}",
        "YIZHAN_DATA": str(place),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.sites.delivery.visits.killed", what],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["killed", "together"])
def test_each_line_is_counted_once(what, tmp_path):
    found = run(what, tmp_path)
    assert len(found) >= 5
    assert all(sums == {"read": LINES, "asked": LINES} for sums in found), found
