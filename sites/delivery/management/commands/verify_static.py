"""`manage.py verify_static [DIR ...]`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...mirror import layout, signing
from ...mirror.manifest import CHANGED, MISSING, STRANGE, UNREADABLE, UNSIGNED, Manifest, faults


class Command(BaseCommand):
    """Compares mirrors with their signed manifests, and ends with 1 when one differs. Needs no database."""

    help = _("Say whether static mirrors are whole and unchanged.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        of_all = _("folders of mirrors; without any, all current ones")
        parser.add_argument("folders", nargs="*", metavar="DIR", type=Path, help=of_all)

    def handle(self, *args: Any, folders: list[Path], **options: Any) -> None:
        mirrors = Path(settings.DATA_DIR) / layout.MIRRORS
        wanted = folders or sorted(mirrors.glob(f"*/{layout.CURRENT}"))
        if not wanted:
            raise CommandError(_("There is no static mirror yet. Make one: manage.py export_static"))
        is_whole = [self._verify(folder) for folder in wanted]
        if not all(is_whole):
            raise CommandError(_("Do not use this mirror. Make a new one: manage.py export_static"))

    def _verify(self, folder: Path) -> bool:
        found = list(faults(folder, signing.is_signed))
        for fault in found:
            self.stderr.write(f"{folder}: {_sentence(fault.what) % {'file': fault.file}}")
        if not found:
            words = {"folder": folder, "count": len(Manifest.read(folder).files)}
            self.stdout.write(_("%(folder)s: all %(count)d files are as they were signed.") % words)
        return not found


def _sentence(what: str) -> str:
    return {
        CHANGED: _("%(file)s was changed."),
        MISSING: _("%(file)s is missing."),
        STRANGE: _("%(file)s does not belong to the mirror."),
        UNREADABLE: _("%(file)s is missing or cannot be read."),
        UNSIGNED: _("%(file)s does not have the signature of this installation."),
    }[what]
