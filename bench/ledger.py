"""How fast a ledger is verified: entries a second, and the ratio to the 3,000 that are demanded.

`PYTHONPATH=. python bench/ledger.py` (or `make bench`).
"""

from __future__ import annotations

import os
import tempfile
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["YIZHAN_DATA"] = tempfile.mkdtemp()

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from sites.ledger import operations  # noqa: E402

ENTRIES = 20_000
DEMANDED = 3_000
RUNS = 5


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    with transaction.atomic():
        started = time.perf_counter()
        for number in range(ENTRIES):
            operations.append(
                "published", site="portal", content_digest="0" * 64, detail={"revision": number}
            )
        appended = ENTRIES / (time.perf_counter() - started)
    speeds = []
    for _run in range(RUNS):
        started = time.perf_counter()
        if list(operations.faults()):
            raise SystemExit("The chain is broken.")
        speeds.append(ENTRIES / (time.perf_counter() - started))
    speed = sorted(speeds)[RUNS // 2]
    print(f"appended a second: {appended:,.0f}")
    print(f"verified a second: {speed:,.0f}, ratio to the {DEMANDED:,} demanded: {speed / DEMANDED:.1f}")
    teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
