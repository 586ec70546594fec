"""`manage.py search rebuild|status|verify`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...maintenance import cluster_state, rebuild, state
from ...office.maintenance import lacking
from ...sources import sources
from ...title_checks import newest


class Command(BaseCommand):
    """Makes the search anew, or says how it stands; `verify` ends with 1 when it is not as published."""

    help = _("Make the search anew, or compare it with what is published.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["rebuild", "status", "verify"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "rebuild":
            rebuild(self._progress)
        states = {name: state(source) for name, source in sources().items()}
        cluster = cluster_state()
        if cluster is not None:
            states[_("cluster")] = cluster
        for name, found in states.items():
            self.stdout.write(
                _("%(source)s: %(published)s public, %(missing)s missing, %(left)s too many, %(old)s old")
                % {
                    "source": name,
                    "published": len(found.published),
                    "missing": len(found.missing),
                    "left": len(found.left_over),
                    "old": len(found.outdated),
                }
            )
        lacks = sum(len(keys) for _model, keys in lacking())
        self.stdout.write(_("search of the office: %(number)s missing or old") % {"number": lacks})
        for check in newest():
            self.stdout.write(
                _("%(site)s, %(day)s: the title finds %(found)s of %(sampled)s pages")
                % {
                    "site": check.site.site_name,
                    "day": check.day,
                    "found": check.found,
                    "sampled": check.sampled,
                }
            )
        if what == "verify" and (lacks or not all(found.is_right for found in states.values())):
            raise CommandError(
                _("The search differs from what is published. “manage.py search rebuild” puts it right.")
            )

    def _progress(self, source: str, done: int, total: int) -> None:
        self.stdout.write(f"{source} {done}/{total}", ending="\r" if done < total else "\n")
