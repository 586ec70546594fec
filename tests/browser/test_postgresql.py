"""The installation on a real PostgreSQL: all migrations, and tests of what readers and editors do most."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from . import postgresql
from .installation import ROOT

TESTS = [
    "tests/search/office",
    "tests/search/relevance/test_relevance.py",
    "tests/search/test_asking.py",
    "tests/search/test_entries.py",
    "tests/search/test_names.py",
    "tests/search/test_only_the_public.py",
    "tests/search/test_results.py",
    "tests/portal/content/test_lists.py",
    "tests/sites/delivery/copies/test_hot_statements.py",
    "tests/sites/delivery/copies/test_queries.py",
    "tests/sites/delivery/visits/test_counting.py",
    "tests/sites/delivery/visits/test_office.py",
    "tests/sites/editorial/test_after_publication.py",
]

# Seconds after which something waits for itself.
STANDSTILL = 1_500


def test_what_readers_and_editors_do_most_works_on_postgresql():
    if not postgresql.PROGRAMS:
        reason = "PostgreSQL is missing: nothing is tried on it (apt-get install postgresql)"
        pytest.fail(reason) if os.environ.get("YIZHAN_REQUIRE_BROWSER") == "1" else pytest.skip(reason)
    with postgresql.server() as address:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--ds=tests.browser.postgresql_settings", "-q", *TESTS],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
            timeout=STANDSTILL,
        )
    assert done.returncode == 0, done.stdout + done.stderr
