"""Make a site from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from sites.registry.addresses import public_root
from sites.registry.models import Department, SiteKind, SiteLanguage, SiteRecord
from sites.registry.office.forms import ProvisionForm


class Command(BaseCommand):
    """`provision_site CODE NAME --host HOST --kind KIND --sponsor NAME`; a second call changes nothing."""

    help = "Make a working site: home page, columns, groups, media collection, review."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="short code, such as jyj; it never changes")
        parser.add_argument("name", help="name of the site, as readers see it")
        parser.add_argument("--host", required=True, help="host name, such as jyj.example.gov.cn")
        parser.add_argument("--kind", required=True, help=" | ".join(SiteKind.values))
        parser.add_argument("--language", default=SiteLanguage.CHINESE, help=" | ".join(SiteLanguage.values))
        parser.add_argument("--sponsor", required=True, help="full name of the department responsible")

    def handle(self, *args: Any, **options: Any) -> None:
        existing = SiteRecord.objects.filter(code=options["code"].lower()).select_related("site").first()
        if existing:
            self.stdout.write(
                _("The site “%(code)s” exists already (%(name)s, %(address)s); nothing was changed.")
                % {"code": existing.code, "name": existing.name, "address": public_root(existing.site)}
            )
            return
        form = ProvisionForm(
            {
                "code": options["code"],
                "name": options["name"],
                "hostname": options["host"],
                "kind": options["kind"],
                "language": options["language"],
                "sponsor": _sponsor(options["sponsor"]).pk,
            }
        )
        if not form.is_valid():
            raise CommandError("\n".join(_sentences(form)))
        self._tell(form.save())

    def _tell(self, record: SiteRecord) -> None:
        made = _("Made “%(name)s” at %(address)s: %(pages)d pages, %(roles)d roles.")
        pages = record.site.root_page.get_descendants(inclusive=True).count()
        self.stdout.write(
            made
            % {
                "name": record.name,
                "address": public_root(record.site),
                "pages": pages,
                "roles": record.groups.count(),
            }
        )


def _sponsor(name: str) -> Department:
    department = Department.objects.existing().filter(name=name).first()
    if department is None:
        raise CommandError(
            _("There is no department named “%(name)s”. Enter it in the office first.") % {"name": name}
        )
    return department


def _sentences(form: ProvisionForm) -> list[str]:
    return [
        f"{form.fields[name].label}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
