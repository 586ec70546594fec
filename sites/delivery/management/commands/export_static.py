"""`manage.py export_static [HOST ...]`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.models import Site

from ...mirror import export
from ...mirror.export import Export


class Command(BaseCommand):
    """Makes static mirrors, and ends with 1 when an address is broken or a mirror was refused."""

    help = _("Make complete, signed static mirrors of the websites.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "hosts", nargs="*", metavar="HOST", help=_("host names; without any, all open sites")
        )
        parser.add_argument(
            "--anyway",
            action="store_true",
            help=_("take a mirror even when it is worse than the one before, or the mirrors are being read"),
        )

    def handle(self, *args: Any, hosts: list[str], anyway: bool, **options: Any) -> None:
        if export.is_switched_on() and not anyway:
            raise CommandError(
                _("Citizens read the static mirrors at present, so they stay. Renew them with --anyway.")
            )
        made = [self._export(site, anyway=anyway) for site in self._sites(hosts)]
        if any(each.broken or each.refused for each in made):
            raise CommandError(_("Not everything is as it should be; see above."))

    def _sites(self, hosts: list[str]) -> list[Site]:
        sites = export.open_sites()
        known = {site.hostname: site for site in sites}
        if unknown := sorted(set(hosts) - known.keys()):
            raise CommandError(_("No open site has the host name %(host)s.") % {"host": unknown[0]})
        if hosts:
            return [known[host] for host in hosts]
        for host in export.forget_others(sites):
            self.stdout.write(_("%(host)s is no open site; its mirrors were removed.") % {"host": host})
        return sites

    def _export(self, site: Site, *, anyway: bool) -> Export:
        made = export.export(site, anyway=anyway)
        for each in made.broken:
            words = {"address": each.address, "status": each.status, "page": each.named_on or "-"}
            self.stderr.write(_("%(address)s answers %(status)s; named on %(page)s") % words)
        if made.refused:
            words = {"host": made.host, "reason": made.refused}
            self.stderr.write(_("%(host)s: the mirror before stays. %(reason)s") % words)
        else:
            size = sum(entry["bytes"] for entry in made.manifest.files.values()) / 1_000_000
            words = {
                "host": made.host,
                "pages": made.manifest.pages,
                "files": len(made.manifest.files),
                "size": f"{size:.1f}",
            }
            self.stdout.write(_("%(host)s: %(pages)d pages, %(files)d files, %(size)s MB") % words)
        return made
