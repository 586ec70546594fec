"""What a test of signing links does as a leader, a worker and an auditor do it."""

from __future__ import annotations

import datetime
import re

from django.core import mail
from wagtail.models import Page

from sites.editorial import jobs, sign_links
from sites.editorial.models import SignLink
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
WRONG = "不对"


def make(page, by, signatory):
    link, token = sign_links.make(page, by, signatory)
    link.token = token
    return link


def url(link, more="") -> str:
    return f"/sign/{link.token}/{more}"


def text(answer) -> str:
    return b"".join(answer).decode()


def deliver() -> None:
    """Do what a worker would."""
    for run in TaskRun.objects.waiting().filter(task_path=jobs.send_sign_code.path):
        jobs.send_sign_code(*run.args)
        TaskRun.objects.filter(pk=run.pk).update(state=TaskRun.State.DONE)


def code_for(link) -> str:
    """Ask for a code and read it where it was sent."""
    SignLink.objects.filter(pk=link.pk).update(code_asked_at=None)
    sign_links.ask_for_code(link)
    deliver()
    return re.search(r"\d{6}", codes_sent()[-1].body).group()


def codes_sent() -> list:
    """The mails with codes; Wagtail's own about reviews are none of ours."""
    return [message for message in mail.outbox if message.subject == "签发验证码"]


def entries(page):
    return Entry.objects.about(Page(pk=page.pk)).order_by("number")


def acts(page) -> list[str]:
    return list(entries(page).values_list("act", flat=True))


def void_reason(link) -> str:
    link.refresh_from_db()
    return link.void_reason if link.voided_at else ""
