"""`manage.py build_demo [--as-of DATE] [--small]`."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...accounts import accounts_file
from ...build import build


class Command(BaseCommand):
    """Builds the sample municipality once; a second call changes nothing."""

    help = _("Build the sample municipality: sites, people and two years of content.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=datetime.date.fromisoformat,
            metavar="DATE",
            help=_("the day from which the content looks back (today by default)"),
        )
        parser.add_argument(
            "--small", action="store_true", help=_("only three sites and a few pages, for tests")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if build(self._moment(options["as_of"]), options["small"], self.stdout.write):
            path = accounts_file()
            self.stdout.write(
                _("The sample municipality is built. Accounts and passwords: %(file)s") % {"file": path}
            )
        else:
            self.stdout.write(_("The sample municipality is there already; nothing was changed."))

    def _moment(self, day: datetime.date | None) -> datetime.datetime:
        now = timezone.make_naive(timezone.now()).replace(second=0, microsecond=0)
        if day is None or day == now.date():
            return now
        if day > now.date():
            raise CommandError(_("The content cannot look back from a day to come."))
        return datetime.datetime.combine(day, datetime.time(18))
