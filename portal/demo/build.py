"""Builds the sample municipality, once, in steps that an interruption does not break."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from search.maintenance import repair
from sites.delivery.publication_steps import note_turns_of_all

from . import accounts, dataset, desk, founding, offers, shelves
from .haste import haste
from .models import Build
from .page_making import PageMaker
from .picture_store import PictureStore

Say = Callable[[str], object]
PROGRESS_EVERY = 100


def build(as_of: datetime.datetime, small: bool, say: Say) -> bool:
    """Build the municipality as seen from `as_of` (naive local time). Return whether anything was done.

    A build that was interrupted goes on with the day and the size it was begun with. One that was finished
    is left alone, whatever became of its pages.
    """
    run, _new = Build.objects.get_or_create(
        pk=1, defaults={"as_of": timezone.make_aware(as_of), "small": small}
    )
    if run.finished_at:
        return False
    town = dataset.municipality(timezone.make_naive(run.as_of), run.small)
    with haste(), PictureStore(town) as store:
        for page in town.pages:
            store.order(page)
        say(_("Departments, people and sites"))
        departments = founding.departments(town)
        staff = accounts.Staff(town, after=store.wait)
        records = founding.sites(town, departments, staff.users)
        maker = PageMaker(town, departments, staff.users, records, store)
        say(_("Columns and home pages"))
        shelves.extra_columns(town, records, maker)
        for number, page in enumerate(town.pages, 1):
            maker.make(page)
            if number % PROGRESS_EVERY == 0:
                say(_("%(done)s of %(all)s pages") % {"done": number, "all": len(town.pages)})
        shelves.home_pages(town, records, maker)
        desk.leave_unfinished(town, maker)
        offers.leave_offers(town, records, maker)
        staff.settle()
    note_turns_of_all()
    say(_("Index of the office's search"))
    repair()
    run.finished_at = timezone.now()
    run.save()
    return True
