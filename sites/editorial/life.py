"""The whole life of a page: what the ledger says about it, the versions saved, and who holds it now."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.paginator import Page as Portion
from django.core.paginator import Paginator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from sites.accounts.models import User
from sites.ledger.models import Entry
from sites.ledger.operations import faults_among
from sites.ledger.registry import FACTS
from sites.pages.models import GovPage

from . import acts, withdrawal, witnesses
from .levels import levels, steps
from .models import SignLink
from .secrecy import conclusions, grounds

SHOWN = 200
# What an entry says besides that has a place of its own on the screen, or is of no use to a reader.
TOLD = {"comment", "revision", "pages"}


@dataclass(frozen=True)
class Event:
    """One thing that happened to a page; an entry of the ledger, or a version that was saved.

    Attributes:
        content_digest: of what the public would see or sees.
        facts: what else the entry says, by name.
    """

    at: datetime.datetime
    who: str
    what: str
    step: str = ""
    opinion: str = ""
    revision: int | None = None
    content_digest: str = ""
    entry: Entry | None = None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Holding:
    """Who holds the review of a page now: the step, since when, and the people of that step."""

    step: str
    since: datetime.datetime
    people: list[User]


def events(page: Page, number: int | str = 1) -> Portion:
    """What happened to `page`, oldest first, in portions of `SHOWN`; always the same number of queries."""
    entries = witnesses.recorded(page)
    moments = [(_moment(at), "entry", key) for key, at in entries.values_list("number", "at")]
    saved = page.revisions.order_by().values_list("pk", "created_at")
    moments += [(at, "revision", key) for key, at in saved]
    portion = Paginator(sorted(moments), SHOWN).get_page(number)
    keys = {kind: [key for _at, one, key in portion if one == kind] for kind in ("entry", "revision")}
    rows = {
        "entry": Entry.objects.in_bulk(keys["entry"]),
        "revision": Revision.objects.select_related("user").defer("content").in_bulk(keys["revision"]),
    }
    told = {"entry": lambda row: _of_entry(row, page), "revision": _of_revision}
    portion.object_list = [told[kind](rows[kind][key]) for _at, kind, key in portion]
    return portion


def holding(page: Page) -> Holding | None:
    """Who holds the review of `page` now; None when nobody does."""
    state = page.current_workflow_task_state
    if state is None:
        return None
    task = state.task.specific
    people = User.objects.filter(groups__in=task.groups.all(), is_active=True).distinct().order_by("name")
    return Holding(task.step_name, state.started_at, list(people))


def faults(page: Page) -> Iterator[str]:
    """What speaks against the life of `page`, in sentences: its entries, and what is live now."""
    sentence = _("Entry %(number)s of the ledger, or its neighbour, is not as it was written.")
    for number in sorted({fault.number for fault in faults_among(witnesses.recorded(page))}):
        yield sentence % {"number": number}
    live = page.specific
    if live.live and isinstance(live, GovPage) and (difference := witnesses.compare(live)):
        yield difference


def _moment(at: str) -> datetime.datetime:
    moment = parse_datetime(at)
    if moment is None:
        raise ValueError(f"An entry of the ledger has the time {at!r}.")
    return moment


def _of_entry(entry: Entry, page: Page) -> Event:
    details = entry.details
    digest = entry.content_digest
    if entry.act == acts.FOUNDED:
        digest = details["pages"].get(str(page.pk), "")
    return Event(
        at=_moment(entry.at),
        who=entry.actor_name or _("the system"),
        what=entry.act_label,
        step=_step_name(entry.step),
        opinion=details.get("comment", ""),
        revision=details.get("revision"),
        content_digest=digest,
        entry=entry,
        facts=_facts(details),
    )


def _facts(details: dict) -> dict[str, object]:
    """What else an entry says, in the words of those who read it."""
    told = {name: value for name, value in details.items() if name not in TOLD and value}
    if level := levels().get(told.pop("level", "")):
        told[_("level of review")] = level.name
    if conclusion := conclusions().get(told.pop("conclusion", "")):
        told[_("conclusion of the secrecy review")] = conclusion.name
    if ground := grounds().get(told.pop("ground", "")):
        told[_("ground")] = ground.name
    if remarks := told.pop("remarks", None):
        told[_("remarks")] = "；".join(f"{remark['label']}：{remark['text']}" for remark in remarks)
    if kind := withdrawal.kinds().get(told.pop("kind", "")):
        told[_("kind")] = kind.name
    if outcome := told.pop("outcome", ""):
        told[_("outcome")] = SignLink.Outcome(outcome).label
    return {str(FACTS.get(name, name)): value for name, value in told.items()}


def _of_revision(revision: Revision) -> Event:
    who = str(revision.user) if revision.user else _("the system")
    return Event(at=revision.created_at, who=who, what=_("version saved"), revision=revision.pk)


def _step_name(step: str) -> str:
    """What the step is called; its code when the step is no longer part of the system."""
    return steps()[step].name if step in steps() else step
