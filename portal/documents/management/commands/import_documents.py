"""`manage.py import_documents DIR --site HOST --column SLUG [--by USERNAME] [--dry-run]`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...operations import ALREADY_HERE, Outcome, import_files
from ...places import PlaceError, column_of, importer, record_of_host
from ...reading.document import Heading
from ...sources import files_in


class Command(BaseCommand):
    """Brings a folder of documents in. Fails only when nothing at all could be done."""

    help = _("Bring .txt, .html and .docx files into a column, as drafts submitted for review.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help=_("folder with the documents"))
        parser.add_argument("--site", required=True, metavar="HOST", help=_("host name of the site"))
        parser.add_argument("--column", required=True, metavar="SLUG", help=_("slug or title of the column"))
        parser.add_argument("--by", default="", metavar="USERNAME", help=_("who brings the documents in"))
        parser.add_argument("--dry-run", action="store_true", help=_("read and judge, but store nothing"))

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(_("There is no folder %(folder)s.") % {"folder": folder})
        try:
            column = column_of(record_of_host(options["site"]), options["column"])
            by = importer(column, options["by"])
            outcomes = import_files(files_in(folder), column, by, options["dry_run"])
        except (PlaceError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        done = []
        for outcome in outcomes:
            self._tell(outcome, options["dry_run"])
            done.append(outcome)
        self._sum_up(done, options["dry_run"])

    def _tell(self, outcome: Outcome, dry_run: bool) -> None:
        if outcome.document is None:
            self.stdout.write(
                _("Skipped: %(file)s. %(reason)s") % {"file": outcome.name, "reason": outcome.reason}
            )
            return
        line = _("Would be brought in: %(file)s → %(title)s (%(headings)s headings)")
        if not dry_run:
            line = _("Brought in: %(file)s → %(title)s (%(headings)s headings)")
        headings = sum(isinstance(block, Heading) for block in outcome.document.blocks)
        values = {"file": outcome.name, "title": outcome.document.title, "headings": headings}
        self.stdout.write(line % values)
        for warning in outcome.warnings:
            self.stdout.write(f"  · {warning}")

    def _sum_up(self, done: list[Outcome], dry_run: bool) -> None:
        count = sum(outcome.brought_in for outcome in done)
        here = sum(outcome.code == ALREADY_HERE for outcome in done)
        if not done:
            raise CommandError(_("The folder holds no files."))
        if not count and not here:
            raise CommandError(_("None of the %(count)s files could be brought in.") % {"count": len(done)})
        line = _("%(count)s of %(all)s files can be brought in; nothing was stored.")
        if not dry_run:
            line = _("%(count)s of %(all)s files were brought in and submitted for review.")
        self.stdout.write(line % {"count": count, "all": len(done)})
