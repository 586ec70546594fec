"""The timetable of this room: copies are looked at, visits counted, static mirrors made every night."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sites.jobs.background import background_task, scheduled

from .copies import verification
from .copies.store import store
from .mirror import export
from .visits import counting, keeping
from .watch import signatures, watching

logger = logging.getLogger(__name__)


@scheduled("verify_copies", cron="*/10 * * * *")
@background_task(title=_("Verify the stored copies of pages"), max_attempts=3)
def verify_copies() -> None:
    """Set aside what was changed on the disk, and record it; the pages are made anew when they are read."""
    place = store()
    if place is not None:
        found = verification.verify(place)
        verification.record(place)
        signatures.note(found.unsigned)
        signatures.close_what_is_right()


@scheduled("check_signatures", cron="15 3 * * *")
@background_task(title=_("Compare all published pages with what was signed"), limit=timedelta(hours=2))
def check_signatures() -> None:
    """Find pages that somebody changed in the database, with or without copies."""
    signatures.check_all()


@scheduled("watch_most_read", cron="* * * * *")
@background_task(title=_("Watch what citizens get of the pages read most"), max_attempts=1)
def watch_most_read() -> None:
    watching.watch(watching.most_read())


@scheduled("watch_all", cron="*/10 * * * *")
@background_task(title=_("Watch what citizens get of all pages"), max_attempts=1)
def watch_all() -> None:
    """Look at the part of all pages whose turn it is, so that each has its turn once a day."""
    now = timezone.localtime()
    pages = watching.part_of_all(now.hour * 6 + now.minute // 10)
    watching.watch(pages)
    watching.watch(pages, in_traditional=True)
    watching.close_what_is_gone()


@scheduled("count_visits", cron="*/10 * * * *")
@background_task(title=_("Count visits, searches and answers of readers"), max_attempts=3)
def count_visits() -> None:
    counting.count()


@scheduled("forget_visits", cron="45 3 * * *")
@background_task(
    title=_("Delete counts of visits that are too old and searches that are too rare"), max_attempts=3
)
def forget_visits() -> None:
    keeping.forget()


class MirrorRefusedError(Exception):
    """A site's new static mirror is worse than the one before, which stays."""


@scheduled("export_static", cron="30 2 * * *")
@background_task(title=_("Make the static mirrors of all sites"), max_attempts=3)
def export_all() -> None:
    """Have the mirror of each open site made anew, unless citizens read the mirrors at present."""
    if export.is_switched_on():
        logger.warning("Citizens read the static mirrors; they stay as they are.")
        return
    sites = export.open_sites()
    export.forget_others(sites)
    for site in sites:
        export_site.enqueue(site.hostname)


@background_task(title=_("Make the static mirror of a site"), max_attempts=3, limit=timedelta(hours=2))
def export_site(hostname: str) -> None:
    """Make the mirror of one site.

    Raises:
        MirrorRefusedError: it is worse than the one before. Dead links alone are no reason: they are logged.
    """
    site = next((each for each in export.open_sites() if each.hostname == hostname), None)
    if site is None or export.is_switched_on():
        return
    made = export.export(site)
    for each in made.broken:
        logger.warning("%s: %s answers %s; named on %s", hostname, each.address, each.status, each.named_on)
    if made.refused:
        raise MirrorRefusedError(
            gettext("%(host)s: the mirror before stays. %(reason)s")
            % {"host": hostname, "reason": made.refused}
        )
