"""The verbs of the register of external hosts."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sites.ledger.operations import append
from sites.registry.models import SiteRecord
from sites.registry.office.rights import managed_sites

from .. import acts
from .models import ReviewedHost

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def seen_by(user) -> QuerySet[ReviewedHost]:
    """The hosts of the sites `user` manages, and those of all sites."""
    hosts = ReviewedHost.objects.select_related("record__site", "reviewed_by")
    return hosts if user.is_superuser else hosts.filter(Q(record=None) | Q(record__in=managed_sites(user)))


def may_change(user, record: SiteRecord | None) -> bool:
    """Whether `user` answers for the links of a site; for those of all sites administrators do."""
    if user.is_superuser:
        return True
    return record is not None and managed_sites(user).filter(pk=record.pk).exists()


def host_name(typed: str) -> str:
    """What was typed as the name of a host, as the register has it.

    Raises:
        ValidationError: it is none.
    """
    host = typed.strip().lower()
    if not _HOST.fullmatch(host):
        raise ValidationError(_("Enter a host name such as www.example.com, without “https://”."))
    return host


@transaction.atomic
def review(
    host: str, record: SiteRecord | None, reason: str, by, *, is_government: bool = False
) -> ReviewedHost:
    """Register an external host as fit to link to.

    Args:
        host: without scheme, port and path.
        record: the site for which it holds; None for all.
        is_government: whether a government or public body answers for it, so that readers need no notice.

    Raises:
        PermissionDenied: `by` does not manage the site.
        ValidationError: it is no host name, or stands in the register already.
    """
    if not may_change(by, record):
        raise PermissionDenied(_("Only who manages the site reviews its links."))
    host = host_name(host)
    reviewed, is_new = ReviewedHost.objects.get_or_create(
        host=host,
        record=record,
        defaults={"reason": reason, "reviewed_by": by, "is_government": is_government},
    )
    if not is_new:
        raise ValidationError({"host": _("This host is in the register already.")})
    _record(acts.HOST_REVIEWED, reviewed, by)
    return reviewed


@transaction.atomic
def drop(reviewed: ReviewedHost, by) -> None:
    """Take a host out of the register; links to it are found again from then on.

    Raises:
        PermissionDenied: `by` does not manage the site.
    """
    if not may_change(by, reviewed.record):
        raise PermissionDenied(_("Only who manages the site reviews its links."))
    _record(acts.HOST_DROPPED, reviewed, by)
    reviewed.delete()


def _record(act: str, reviewed: ReviewedHost, by) -> None:
    site = reviewed.record.code if reviewed.record else ""
    append(act, by=by, subject=reviewed, site=site, detail={"comment": reviewed.reason})
