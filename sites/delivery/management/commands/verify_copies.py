"""`manage.py verify_copies`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...copies import verification
from ...copies.store import store
from ...models import PublicDifference
from ...watch import signatures


class Command(BaseCommand):
    """Compares every stored copy with what was written, and ends with 1 when one was changed."""

    help = _("Compare every stored copy of a page with what was written.")

    def handle(self, *args: Any, **options: Any) -> None:
        place = store()
        if place is None:
            raise CommandError(_("This machine keeps no copies (YIZHAN_COPIES is empty)."))
        found = verification.verify(place)
        verification.record(place)
        signatures.note(found.unsigned)
        for name in found.changed:
            self.stderr.write(_("%(file)s was changed and set aside.") % {"file": name})
        for name in found.strange:
            self.stderr.write(_("%(file)s was not written here and was set aside.") % {"file": name})
        for name in found.outdated:
            self.stderr.write(_("%(file)s does not show what was signed and was set aside.") % {"file": name})
        unsigned = PublicDifference.objects.open().filter(kind=PublicDifference.Kind.UNSIGNED)
        for row in unsigned.filter(page__in=found.unsigned):
            self.stderr.write(f"{row.address}: {row.excerpt}")
        if found.unsigned:
            raise CommandError(_("Pages are public that are not as they were signed; see the ledger."))
        if found.changed or found.strange or found.outdated:
            raise CommandError(_("Copies were changed on the disk; the ledger has the entries."))
        self.stdout.write(_("All %(count)d copies are as they were written.") % {"count": found.looked_at})
