"""A process killed while it keeps or expires a copy leaves a whole one or none, and none that stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


def kill(what: str) -> list[dict]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.sites.delivery.copies.killed", what],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


KILLED = [("keep", "none", "new"), ("expire", "old", "none"), ("expire whole", "old", "none")]


@pytest.mark.parametrize(("what", "before", "after"), KILLED)
def test_a_killed_process_leaves_no_half_page_and_none_that_stays(what, before, after):
    kills = kill(what)
    assert len(kills) > 10
    assert {each["then"] for each in kills} <= {before, after, "none"}
    assert (kills[0]["then"], kills[-1]["then"]) == (before, after)
    assert {each["after"] for each in kills} == {"none"}
    assert all(each["kept"] for each in kills)
