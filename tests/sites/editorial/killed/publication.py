"""Publishes a text in processes that are killed at each statement; prints what was found after each.

Called by `test_killed_publication.py` with the path of a migrated, empty database.
"""

from __future__ import annotations

import json
import shutil
import sys
from itertools import count

import django

django.setup()

from django.conf import settings  # noqa: E402
from wagtail.search.models import IndexEntry  # noqa: E402

from portal.content.models import Article, Column  # noqa: E402
from sites.accounts.models import User  # noqa: E402
from sites.editorial import desk, operations  # noqa: E402
from sites.editorial.after_publication import STEPS  # noqa: E402
from sites.editorial.provisioning import record_foundation  # noqa: E402
from sites.jobs.attempts import make_attempt  # noqa: E402
from sites.jobs.models import TaskRun  # noqa: E402
from sites.ledger.models import Entry  # noqa: E402
from sites.ledger.operations import discrepancies, faults  # noqa: E402
from sites.pages import seen  # noqa: E402
from tests.factories.sites import make_member, make_site  # noqa: E402

from .house import House, work_off  # noqa: E402

# To approve again and start again takes most of the time.
EVERY = 25
TITLE = "关于开展测试的通知"


def prepare() -> None:
    """A text that waits for its last approval."""
    record = make_site("jyj")
    Column.objects.filter(slug="tzgg").update(review_level="reprint")
    record_foundation(record)
    editor, reviewer = make_member(record, "editor"), make_member(record, "reviewer")
    make_member(record, "signer", username="signer")
    page = Article(title=TITLE, live=False, owner=editor, body=[("paragraph", "<p>正文</p>")])
    Column.objects.get(slug="tzgg").add_child(instance=page)
    page.save_revision(user=editor)
    operations.submit(text(), editor)
    operations.approve(text(), reviewer)
    work_off()


def text() -> Article:
    return Article.objects.get(title=TITLE)


def signer() -> User:
    return User.objects.get(username="signer")


def sign() -> None:
    operations.approve(text(), signer())


def step_runs() -> list[TaskRun]:
    return list(TaskRun.objects.filter(task_path__in=[task.path for task in STEPS.values()]).order_by("pk"))


def found() -> str:
    """What is there of the publication: "all", "nothing", or what does not fit together."""
    page = text()
    published = Entry.objects.filter(act="published")
    runs = sorted((run.task_path, run.args) for run in step_runs())
    expected = sorted((task.path, [page.pk, page.latest_revision_id]) for task in STEPS.values())
    signs = {
        "live": page.live,
        "version": page.live_revision_id == page.latest_revision_id,
        "approved": Entry.objects.filter(act="approved").count() == 2,
        "recorded": [entry.content_digest for entry in published] == [seen.digest(page)],
        "steps": runs == expected,
        "decided": page.current_workflow_state is None,
        "off the desk": not desk.awaiting(signer()).exists(),
    }
    intact = not list(faults()) and not list(discrepancies())
    if all(signs.values()) and intact:
        return "all"
    if not any(signs.values()) and not published and not runs and intact:
        return "nothing"
    return f"{signs}, intact: {intact}, {len(runs)} runs"


def follow_up(house: House) -> str:
    """Approve again where nothing was done; then start again, and look what became of the steps."""
    if found() == "nothing":
        sign()
    IndexEntry.objects.filter(object_id=str(text().pk)).delete()
    with house.front():
        house.start_again()
    assert found() == "all", found()
    assert IndexEntry.objects.filter(object_id=str(text().pk)).count() == 1
    return ", ".join(sorted({run.state for run in step_runs()}))


def kill_publication(house: House) -> None:
    """Before each statement, which is as well after the one before it, and after the last."""
    for number in count(1):
        with house.copy("prepared"):
            killed = house.kill(sign, number)
            what = found()
            # What nothing was done to is the same each time.
            then = follow_up(house) if what != "nothing" or number % EVERY == 1 else ""
            tell(what="publication", number=number, killed=killed, found=what, then=then)
        if not killed:
            return


def kill_steps(house: House) -> None:
    with house.copy("prepared"):
        sign()
        keys = {run.task_path: run.pk for run in step_runs()}
        house.keep("published")
    for path, key in keys.items():
        for number in count(1):
            with house.copy("published"):
                with house.front():
                    killed = house.kill(lambda key=key: make_attempt(key), number)
                tell(what=path, number=number, killed=killed, found=found(), then=follow_up(house))
            if not killed:
                break


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    shutil.copy(sys.argv[1], settings.DATABASES["default"]["NAME"])
    prepare()
    made = House()
    kill_publication(made)
    kill_steps(made)
