"""Releases a bundle in processes that are killed at each statement; prints what was found after each.

Called by `test_killed_bundle.py` with the path of a migrated, empty database.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from itertools import count

# Opens Django.
from . import publication

# isort: split
from django.conf import settings

from portal.content.models import Article, Column
from sites.editorial import jobs, operations
from sites.editorial.models import Bundle, BundleMember
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies, faults
from sites.registry.models import SiteRecord
from tests.factories.bundles import make_bundle, sign
from tests.factories.sites import make_member

from .house import House, work_off

# To look what becomes of it after a restart takes most of the time.
EVERY = 40
SECOND = "《通知》解读"


def prepare() -> None:
    """Two texts in a complete bundle; one is signed, the other waits for its last approval."""
    publication.prepare()
    first, column, record = publication.text(), Column.objects.get(slug="tzgg"), SiteRecord.objects.get()
    second = Article(title=SECOND, live=False, owner=first.owner, body=[("paragraph", "<p>正文</p>")])
    column.add_child(instance=second)
    second.save_revision(user=first.owner)
    make_bundle([first, Article.objects.get(title=SECOND)], first.owner)
    sign(second, first.owner, make_member(record, "reviewer"), make_member(record, "signer"))
    work_off()


def release() -> None:
    jobs.release_bundle(Bundle.objects.get().pk)


def found() -> str:
    """What is there of the release: "all", "nothing", or what does not fit together."""
    bundle = Bundle.objects.get()
    texts = Article.objects.filter(title__in=[publication.TITLE, SECOND])
    signs = [
        *(text.live for text in texts),
        Entry.objects.filter(act="published").count() == len(texts),
        Entry.objects.filter(act="bundle_released").exists(),
        bundle.state == Bundle.State.RELEASED,
        not BundleMember.objects.open().exists(),
    ]
    intact = not list(faults()) and not list(discrepancies()) and not bundle.refusal
    if intact and len(set(signs)) == 1:
        return "all" if signs[0] else "nothing"
    return f"{signs}, intact: {intact}, {bundle.refusal}"


def kill_each(house: House, what: str, before: str, work: Callable[[], None], step: int = 1) -> None:
    """Before each statement of `work`, which is as well after the one before it, and after the last."""
    for number in count(1, step):
        with house.copy(before):
            killed = house.kill(work, number)
            left, then = found(), ""
            if left == "nothing" and number % EVERY == 1:
                work()
                then = found()
            publication.tell(what=what, killed=killed, found=left, then=then)
        if not killed:
            return


def sign_what_is_not_yet_complete(house: House) -> None:
    with house.copy("prepared"):
        Bundle.objects.update(state=Bundle.State.COLLECTING)
        operations.approve(publication.text(), publication.signer())
        Bundle.objects.update(state=Bundle.State.COMPLETE)
        house.keep("signed")


if __name__ == "__main__":
    shutil.copy(sys.argv[1], settings.DATABASES["default"]["NAME"])
    prepare()
    made = House()
    kill_each(made, "signature", "prepared", publication.sign)
    sign_what_is_not_yet_complete(made)
    kill_each(made, "job", "signed", release, step=5)
