"""Brings a machine to the state in which the server can start. Doing it again does nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

Say = Callable[[str], object]


def prepare(say: Say, *, demo: bool = False) -> None:
    """Migrate the database, collect static files and, with `demo`, build the sample municipality.

    Each step first looks whether it is needed, and says so with `say` when it is.
    """
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    if _has_migrations_to_apply():
        say(_("Applying database migrations"))
        call_command("migrate", verbosity=0, interactive=False)
    _collect_static(say)
    if demo:
        _build_demo(say)


def _has_migrations_to_apply() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _collect_static(say: Say) -> None:
    stamp = Path(settings.DATA_DIR) / "static-files.sha256"
    digest = _digest_of_static_files()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == digest:
        return
    say(_("Collecting static files"))
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest)


def _digest_of_static_files() -> str:
    """Changes whenever a static file comes, goes or is written."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _build_demo(say: Say) -> None:
    """Once per data directory: what is changed or deleted in the sample stays so."""
    stamp = Path(settings.DATA_DIR) / "demo-built"
    if stamp.exists():
        return
    say(_("Building the sample municipality; this takes a minute or two"))
    call_command("build_demo")
    stamp.touch()
