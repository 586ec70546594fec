"""Migrations take most of the time of a small test run: keep their result, and begin the next run with it.

The copy is named after the content of all migrations, so that a changed migration makes a new one.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path

from django.apps import apps
from django.db import connection

# A database in memory lives as long as somebody is connected to it.
_keep_open: list[sqlite3.Connection] = []


def path() -> Path | None:
    """Where the copy lies; None on another database than SQLite, which runs its migrations each time."""
    if connection.vendor != "sqlite":
        return None
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for file in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{file.name}".encode() + file.read_bytes())
    return Path(tempfile.gettempdir()) / f"yizhan-tests-{digest.hexdigest()[:16]}.sqlite3"


def begin_with(template: Path) -> None:
    """Let the test database begin as a copy of `template`; Django then finds no migration to apply."""
    create = connection.creation._create_test_db

    def create_as_copy(*args, **kwargs) -> str:
        name = create(*args, **kwargs)
        target = sqlite3.connect(name, uri=True)
        with sqlite3.connect(template) as source:
            source.backup(target)
        _keep_open.append(target)
        return name

    connection.creation._create_test_db = create_as_copy


def keep_as(template: Path) -> None:
    """Keep the migrated database; another process that does the same at the same time does no harm."""
    mine = template.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with sqlite3.connect(mine) as target:
        connection.connection.backup(target)
    mine.rename(template)


def restore(template: Path) -> None:
    """Put back what the migrations made, after a test with real transactions emptied every table."""
    with sqlite3.connect(template) as source:
        target = sqlite3.connect(connection.settings_dict["NAME"], uri=True)
        source.backup(target)
        target.close()
