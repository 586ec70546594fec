"""`manage.py ledger verify | export FILE | head`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.ledger import chain, heads, operations
from sites.ledger.models import Head


class Command(BaseCommand):
    help = "Checks the ledger against itself and what is live against the ledger; exports it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("verify", help="exit code 1 when anything was edited, removed or reordered")
        export = commands.add_parser("export", help="one entry a line, for chain.py and for archives")
        export.add_argument("file", type=Path)
        commands.add_parser("head", help="publish the present head now")

    def handle(self, *args: Any, command: str, **options: Any) -> None:
        if command == "verify":
            self._verify()
        elif command == "export":
            self._export(options["file"])
        elif heads.publish_head(timezone.localdate()):
            self.stdout.write(_("Published: %(file)s") % {"file": heads.file()})
        else:
            self.stdout.write(_("Nothing was recorded since the last published head."))

    def _verify(self) -> None:
        found = 0
        for fault in operations.faults():
            found += 1
            self.stderr.write(f"第{fault.number}条：{chain.MEANINGS[fault.kind]}。")
        for discrepancy in operations.discrepancies():
            found += 1
            self.stderr.write(f"{discrepancy.subject}：{discrepancy.sentence}")
        summary = _("Checked %(entries)s entries; %(found)s problems found.")
        self.stdout.write(summary % {"entries": Head.objects.get().number, "found": found})
        if found:
            sys.exit(1)

    def _export(self, file: Path) -> None:
        with file.open("w", encoding="utf-8") as target:
            for row in operations.rows():
                target.write(chain.canonical(row) + "\n")
        self.stdout.write(_("Exported: %(file)s") % {"file": file})
