"""What must be true after any act, told from who did what, without asking the code that is tested.

The ledger's new entries are read after each act: none may say that somebody else acted, or something else was
done, than this test had done. What it then knows of each text decides whether the text may be public.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Revision

from portal.content.models import Article, Column, ColumnItem, DepartmentHome
from sites.editorial.models import EmergencyRelease
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies

from .three_sites import ROLE_OF_STEP, STEPS, ThreeSites

TABLES = [Page, ColumnItem, Article, Column, DepartmentHome]
ABOUT_TEXTS = {
    "submitted",
    "withdrawn_from_review",
    "approved",
    "returned",
    "published",
    "released_in_emergency",
    "taken_down",
}


@dataclass
class Run:
    """One run of the review: what followed since it was handed in."""

    submitters: set[int]
    approvals: list[tuple[int, str, int]] = field(default_factory=list)  # revision, step, person
    returned: bool = False
    # Every step was approved: published, or waiting for the others of its bundle.
    complete: bool = False


@dataclass
class Text:
    """What is known of one page; `out` is the public version, with who released it in an emergency."""

    titles: set[str] = field(default_factory=set)
    saved: dict[int, int | None] = field(default_factory=dict)  # revision: who saved it
    run: Run | None = None
    out: tuple[int, int | None] | None = None
    approved_up_to: int = 0
    # Of what it is a copy, and the titles by which other sites know it.
    source: int | None = None
    told: set[tuple[str, str]] = field(default_factory=set)  # site, title
    is_overdue: bool = False


@dataclass
class StandIn:
    """Who stands in for whom in a role; a deputy has no days."""

    row: int
    role: tuple[str, str]
    principal: int
    deputy: int
    days: tuple[datetime.date, datetime.date] | None


class Chronicle:
    """Follows every text, role and substitution from outside."""

    def __init__(self, world: ThreeSites):
        self.world = world
        self.roles = {person: set(held) for person, held in world.roles.items()}
        self.stand_ins: list[StandIn] = []
        self.texts: dict[int, Text] = {}
        self.founded = set(Page.objects.live().values_list("pk", flat=True))
        self._last = Entry.objects.order_by("number").last().number
        self._pages: list[tuple] = []

    # --- Questions --------------------------------------------------------------------------------

    def site_of(self, key: int) -> str:
        return self.world.site_at(Page.objects.values_list("path", flat=True).get(pk=key))

    def steps_of(self, key: int) -> list[str]:
        parent = Page.objects.get(pk=key).get_parent()
        return STEPS[self.world.columns[parent.pk][1]]

    def belongs(self, person: int, site: str) -> bool:
        return person == self.world.superuser or any(code == site for code, _role in self.roles[person])

    def may_take(self, person: int, role: tuple[str, str], overdue: bool) -> bool:
        if role in self.roles[person]:
            return True
        today = timezone.localdate()
        return any(
            stand.role == role
            and stand.deputy == person
            and role in self.roles[stand.principal]
            and any(code == role[0] for code, _role in self.roles[person])
            and (stand.days[0] <= today <= stand.days[1] if stand.days else overdue)
            for stand in self.stand_ins
        )

    def next_step(self, key: int) -> str:
        """The step a text waits for, as far as is known; empty when for none."""
        text = self.texts[key]
        if text.run is None or text.run.returned or text.run.complete:
            return ""
        taken = {step for revision, step, _person in text.run.approvals if revision == max(text.saved)}
        return next((step for step in self.steps_of(key) if step not in taken), "")

    # --- After an act -----------------------------------------------------------------------------

    def follow(self, actor: int | None, allowed: set[str]) -> list[str]:
        """Read what is new in the ledger and among the versions, after `actor` acted; returns the acts."""
        self._read_versions(actor)
        entries = list(Entry.objects.filter(number__gt=self._last, act__in=ABOUT_TEXTS).order_by("number"))
        self._last = Entry.objects.order_by("number").last().number
        fallen = []
        for entry in entries:
            assert entry.act in allowed, f"{entry.act}, though only {allowed} was done"
            key, by = int(entry.subject), actor
            if not entry.actor and self.texts[key].source:
                # A copy comes down by itself with its source.
                assert entry.act in {"taken_down", "withdrawn_from_review"}
                fallen.append(self.texts[key].source)
                by = None
            if entry.act == "published" and self.texts[key].run:
                # Its signer, who may have signed before the last of its bundle was.
                by = self.texts[key].run.approvals[-1][2]
            assert entry.actor == str(by or ""), f"{entry.act} recorded for {entry.actor_name}"
            getattr(self, f"_{entry.act}")(key, self.texts[key], entry, by)
        assert all(self.texts[source].out is None for source in fallen), "a copy fell while its source stands"
        self._check()
        return [entry.act for entry in entries]

    def sign_again(self, key: int) -> None:
        """A text left its bundle: signed to wait, and changed by nobody since, it is signed again."""
        run = self.texts[key].run
        if run and run.complete and run.approvals[-1][0] == max(self.texts[key].saved):
            run.approvals.pop()
            run.complete = False

    def copied(self, key: int, title: str) -> None:
        """A copy brings along the versions of others."""
        text = self.texts[key] = Text(titles={title})
        text.saved = dict(Revision.objects.filter(object_id=str(key)).values_list("pk", "user_id"))

    def _read_versions(self, actor: int | None) -> None:
        known = {revision for text in self.texts.values() for revision in text.saved}
        newest = max(known, default=0)
        rows = Revision.objects.filter(pk__gt=newest).values_list("pk", "object_id", "user_id")
        for revision, key, user in rows:
            assert user == actor, f"version {revision} of page {key} is recorded for user {user}"
            self.texts[int(key)].saved[revision] = user

    def _submitted(self, key: int, text: Text, entry: Entry, actor: int) -> None:
        text.is_overdue = False
        if text.run is None or text.run.complete:
            text.run = Run({actor})
        else:
            assert text.run.returned
            text.run.submitters.add(actor)
            text.run.returned = False

    def _withdrawn_from_review(self, key: int, text: Text, entry: Entry, actor: int) -> None:
        text.run = None

    def _approved(self, key: int, text: Text, entry: Entry, actor: int) -> None:
        assert text.run is not None
        assert not text.run.returned
        assert entry.details["revision"] == max(text.saved), (
            "something else than the latest version was approved"
        )
        role = self.site_of(key), ROLE_OF_STEP[entry.step]
        assert self.may_take(actor, role, text.is_overdue), f"{entry.actor_name} is no {role}"
        text.run.approvals.append((entry.details["revision"], entry.step, actor))
        text.run.complete = entry.step == "sign_off"
        text.is_overdue = False

    def _returned(self, key: int, text: Text, entry: Entry, actor: int) -> None:
        assert text.run is not None
        text.run.returned = True

    def _published(self, key: int, text: Text, entry: Entry, actor: int) -> None:
        assert text.run is not None
        revision = entry.details["revision"]
        chain = [(step, person) for version, step, person in text.run.approvals if version == revision]
        needed, people = self.steps_of(key), [person for _step, person in chain]
        assert [step for step, _person in chain if step in needed] == needed, "a step is missing"
        assert len(set(people)) == len(people) >= 2, "one person took two steps"
        authors = {user for version, user in text.saved.items() if version > text.approved_up_to}
        officer = {text.out[1]} if text.out else set()
        assert not (authors | text.run.submitters | officer) & set(people), "an author approved"
        text.run, text.out, text.approved_up_to = None, (revision, None), revision

    def _released_in_emergency(self, key: int, text: Text, entry: Entry, actor: int) -> None:
        assert text.out is None
        assert (self.site_of(key), "emergency_publisher") in self.roles[actor]
        text.out = entry.details["revision"], actor

    def _taken_down(self, key: int, text: Text, entry: Entry, actor: int | None) -> None:
        if actor is not None and actor != self.world.superuser:
            assert (self.site_of(key), "signer") in self.roles[actor]
        text.out = None

    def _check(self) -> None:
        live = dict(Page.objects.live().values_list("pk", "live_revision"))
        assert live.keys() >= self.founded
        public = {key: revision for key, revision in live.items() if key not in self.founded}
        known = {key: text.out[0] for key, text in self.texts.items() if text.out}
        assert public == known, "what is public is not what was signed"
        for key, text in self.texts.items():
            waits = EmergencyRelease.objects.open().filter(page_id=key, approve_by__gt=timezone.now())
            assert waits.exists() == bool(text.out and text.out[1])
        # To ask costs more than all else together, and without a change the answer is the same.
        pages, self._pages = self._pages, _rows_of_pages()
        assert pages == self._pages or list(discrepancies()) == []


def _rows_of_pages() -> list[tuple]:
    rows = []
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 - a name of ours
            rows += cursor.fetchall()
    return rows
