"""Several telephones use one signing link at the same moment; prints what became of it.

Called by `test_sign_links_race.py` with the path of a migrated, empty database.
"""

from __future__ import annotations

import json
import os
import shutil
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.content.models import Column  # noqa: E402
from sites.editorial import jobs, operations, sign_links  # noqa: E402
from sites.editorial.models import SignLink  # noqa: E402
from sites.editorial.sign_links import UnusableLinkError  # noqa: E402
from sites.ledger.models import Entry  # noqa: E402
from tests.factories.review import make_signatory  # noqa: E402
from tests.factories.sites import make_member, make_site  # noqa: E402
from tests.sites.editorial.conftest import fresh, write  # noqa: E402

DECIDED, REFUSED, WRONG, FAILED = 0, 3, 4, 5
ROUNDS = 3


def at_once(attempts: list[tuple[SignLink, str]]) -> list[int]:
    """Let a process for each attempt decide, all let go together; how each of them ended."""
    connection.close()
    gate, opener = os.pipe()
    children = [_child(link, code, gate, opener) for link, code in attempts]
    os.close(gate)
    os.close(opener)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]


def _child(link: SignLink, code: str, gate: int, opener: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.close(opener)
    # Ends when the parent closes its end.
    os.read(gate, 1)
    try:
        sign_links.decide(link, code, approve=True)
    except UnusableLinkError:
        os._exit(REFUSED)
    except ValidationError:
        os._exit(WRONG)
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(FAILED)
    os._exit(DECIDED)


def main(template: str) -> None:
    shutil.copy(template, settings.DATABASES["default"]["NAME"])
    mail.outbox = []
    record = make_site("jyj")
    Column.objects.filter(slug="tzgg").update(review_level="reprint")
    editor, reviewer = make_member(record, "editor"), make_member(record, "reviewer")
    leader = make_signatory(record)

    def link(number: int) -> tuple[SignLink, str]:
        page = write(Column.objects.get(slug="tzgg"), editor, f"第{number}号通知")
        operations.submit(page, editor)
        operations.approve(fresh(page), reviewer)
        made, _token = sign_links.make(fresh(page), reviewer, leader)
        sign_links.ask_for_code(made)
        jobs.send_sign_code(made.pk, 1)
        return made, next(word for word in mail.outbox[-1].body.split("，") if word[-6:].isdigit())[-6:]

    for number in range(ROUNDS):
        made, code = link(number)
        ends = at_once([(made, code), (made, code)])
        about = Entry.objects.about(Page(pk=made.page.pk))
        said = list(about.filter(act__in=["signed_by_link", "published"]).values_list("act", flat=True))
        print(json.dumps({"what": "right", "ends": sorted(ends), "acts": sorted(said)}))
    made, _code = link(ROUNDS)
    ends = at_once([(made, "wrong")] * 8)
    made.refresh_from_db()
    print(
        json.dumps(
            {"what": "wrong", "ends": sorted(ends), "attempts": made.attempts, "why": made.void_reason}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
