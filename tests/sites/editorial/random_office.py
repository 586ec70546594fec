"""An office in which anybody does anything at any time: the acts of `test_random_acts.py`."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from portal.content.models import Article
from sites.accounts.models import User
from sites.editorial import emergency, jobs, operations, substitutes, withdrawal
from sites.editorial.models import EmergencyRelease, StepState, Substitution
from sites.registry.operations import grant, revoke
from sites.registry.roles import roles
from sites.submissions import sources
from sites.submissions.models import SourceChange

from .chronicle import Chronicle, StandIn, Text
from .conftest import change, fresh, write
from .three_sites import ROLE_OF_STEP, ThreeSites

REFUSALS = (PermissionDenied, ValidationError)
MOST_TEXTS = 5
# Enough to meet somebody who neither wrote the text nor took an earlier step.
ASKED = 7
DAY = datetime.timedelta(days=1)

DOORS = ["operation", "revision", "page", "save", "field"]
CONCLUSIONS = ["public", "after_processing", "not_public"]

# What each act draws, by its name.
_acts: dict[str, st.SearchStrategy] = {}

numbers = st.integers(0, 1000)
# Left to chance alone, hardly a text would get through its review.
people = st.tuples(st.sampled_from(["fitting", "fitting", "of the site", "anybody"]), numbers)


def is_under_review(text: Text) -> bool:
    return text.run is not None and not text.run.returned


def is_public(text: Text) -> bool:
    return text.out is not None


def anytime(**drawn: st.SearchStrategy):
    """Make a method an act of the office; all are equally likely.

    Hypothesis's own rules are not: it leaves most of them out of most runs.
    """

    def register(method):
        _acts[method.__name__] = st.fixed_dictionaries(drawn)
        return method

    return register


def forget_messages(browser: Client) -> None:
    """Leave the browser its session alone; notices wait in cookies for the next page."""
    for name in set(browser.cookies) - {"sessionid"}:
        del browser.cookies[name]


class Office(RuleBasedStateMachine):
    """The office, with everybody in it; `world` is set by the test."""

    world: ThreeSites

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.known = Chronicle(self.world)
        self.titles = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        cache.clear()
        for browser in self.world.browsers.values():
            forget_messages(browser)

    # --- Who and what -----------------------------------------------------------------------------

    def title(self) -> str:
        self.titles += 1
        return f"密不外传{self.titles:03}号"

    def text(self, number: int, fits: Callable[[Text], object] = bool) -> int:
        """A text; three times of four one that fits, where there is any."""
        keys = sorted(self.known.texts)
        fitting = [key for key in keys if number % 4 and fits(self.known.texts[key])] or keys
        return fitting[number // 4 % len(fitting)]

    def page(self, number: int, fits: Callable[[Text], object] = bool) -> Article:
        return Article.objects.get(pk=self.text(number, fits))

    def column(self, number: int) -> Page:
        keys = sorted(self.world.columns)
        return Page.objects.get(pk=keys[number % len(keys)]).specific

    def person(self, choice: tuple[str, int], fitting: tuple[str, str] | None = None) -> User:
        """Somebody: who holds the role that fits, who belongs to the site, or anybody."""
        how, number = choice
        found = sorted(self.world.roles)
        if fitting and how == "fitting":
            found = [key for key in found if fitting in self.known.roles[key]] or found
        elif fitting and how == "of the site":
            found = [key for key in found if self.known.belongs(key, fitting[0])] or found
        return User.objects.get(pk=found[number % len(found)])

    def taker(self, key: int, choice: tuple[str, int]) -> User:
        """Somebody for the step that a text waits for."""
        role = ROLE_OF_STEP.get(self.known.next_step(key), "editor")
        return self.person(choice, (self.known.site_of(key), role))

    def act(self, actor: User | None, does, *allowed: str, always: bool = False) -> bool:
        """Let `actor` do something that may be refused, and look what became of it."""
        done = False
        with contextlib.suppress(*REFUSALS), transaction.atomic():
            does()
            done = True
        seen = self.known.follow(actor.pk if actor else None, set(allowed))
        assert not (always and done) or allowed[0] in seen, f"{allowed[0]} left no trace"
        return done

    # --- Acts -------------------------------------------------------------------------------------

    @initialize(column=numbers, author=people)
    def begin(self, column, author):
        self.write(column, author)

    @rule(data=st.data())
    def somebody_acts(self, data):
        name = data.draw(st.sampled_from(sorted(_acts)), label="act")
        getattr(self, name)(**data.draw(_acts[name], label="with"))

    @anytime(column=numbers, author=people)
    def write(self, column, author):
        if len(self.known.texts) == MOST_TEXTS:
            return
        place, title = self.column(column), self.title()
        author = self.person(author, (self.world.site_at(place.path), "editor"))
        with transaction.atomic():
            page = write(place, author, title)
        self.known.texts[page.pk] = Text(titles={title})
        self.act(author, lambda: None)

    @anytime(number=numbers, author=people, goes_back=st.booleans())
    def change(self, number, author, goes_back):
        self.rewrite(self.page(number), author, goes_back)

    def rewrite(self, page: Article, author: tuple[str, int], goes_back: bool) -> None:
        title = self.title()
        author = self.person(author, (self.known.site_of(page.pk), "editor"))
        self.known.texts[page.pk].titles.add(title)

        def save() -> None:
            changed = change(page, author, title)
            if goes_back:
                # As the office does it after each change.
                operations.begin_again(changed, author)

        self.act(author, save)

    @anytime(number=numbers, by=people)
    def submit(self, number, by):
        self.hand_in(self.page(number), by)

    def hand_in(self, page: Article, by: tuple[str, int]) -> None:
        run = self.known.texts[page.pk].run
        by = self.person(by, (self.known.site_of(page.pk), "editor"))
        self.act(by, lambda: operations.submit(page, by), "submitted", always=run is None or run.returned)

    @anytime(number=numbers, by=people)
    def approve(self, number, by):
        self.ask(self.text(number, is_under_review), by)

    def ask(self, key: int, by: tuple[str, int]) -> None:
        page, by = Article.objects.get(pk=key), self.taker(key, by)
        self.act(by, lambda: operations.approve(page, by), "approved", "published", always=True)

    @anytime(number=numbers, first=numbers)
    def walk(self, number, first):
        """Hand a text in where that is missing, and see it through."""
        key = self.text(number)
        if not self.known.next_step(key):
            self.submit(number, ("fitting", first))
        self.see_through(key, first)

    def see_through(self, key: int, first: int) -> None:
        """Ask one after the other to approve a text."""
        for turn in range(ASKED):
            if self.known.next_step(key):
                self.ask(key, ("fitting", first + turn))

    @anytime(number=numbers, by=people, conclusion=st.sampled_from(CONCLUSIONS))
    def conclude(self, number, by, conclusion):
        """Approve or return with a conclusion of the secrecy review, at whatever step."""
        page = self.page(number, is_under_review)
        by = self.taker(page.pk, by)
        said = {"conclusion": conclusion, "ground": "internal"}

        def say() -> None:
            if conclusion == "public":
                operations.approve(page, by, **said)
            else:
                operations.return_to_author(page, by, "见结论", **said)

        self.act(by, say, "approved", "published", "returned")

    @anytime(number=numbers, by=people, text=st.sampled_from(["", "请核对"]))
    def send_back(self, number, by, text):
        page = self.page(number, is_under_review)
        by = self.taker(page.pk, by)
        remarks = [{"path": "title", "label": "标题", "text": text}]
        does = operations.return_to_author
        self.act(by, lambda: does(page, by, remarks=remarks), "returned", always=True)

    @anytime(number=numbers, by=people)
    def withdraw(self, number, by):
        page = self.page(number, is_under_review)
        by = self.taker(page.pk, by)
        if page.current_workflow_state:
            cancel = page.current_workflow_state.cancel
            self.act(by, lambda: cancel(user=by), "withdrawn_from_review", always=True)

    @anytime(number=numbers, by=people, reason=st.sampled_from(["", "台风红色预警", "台风红色预警"]))
    def release(self, number, by, reason):
        page = self.page(number)
        by = self.person(by, (self.known.site_of(page.pk), "emergency_publisher"))
        # A review that was under way ends, and another begins.
        allowed = "released_in_emergency", "withdrawn_from_review", "submitted"
        self.act(by, lambda: emergency.release(page, by, reason), *allowed, always=True)

    @anytime(hours=st.sampled_from([23, 25]))
    def hours_pass(self, hours):
        """The hours in which releases must be approved pass, and the timetable looks after them."""
        earlier = timezone.now() + datetime.timedelta(hours=24 - hours)
        EmergencyRelease.objects.open().update(approve_by=earlier)
        StepState.objects.waiting().update(due_at=timezone.now() - DAY)
        for text in self.known.texts.values():
            text.is_overdue = text.run is not None
        overdue = list(EmergencyRelease.objects.open().values_list("pk", flat=True))
        unjustified = list(
            SourceChange.objects.open().filter(due_at__isnull=False).values_list("pk", flat=True)
        )

        def look_after() -> None:
            jobs.end_emergency_releases()
            for key in overdue:
                jobs.end_emergency_release(key)
            for key in unjustified:
                sources.expire(key, timezone.now() + 2 * DAY)

        self.act(None, look_after, "taken_down", "withdrawn_from_review")

    @anytime(number=numbers, by=people)
    def take_down(self, number, by):
        page = self.page(number, is_public)
        by = self.person(by, (self.known.site_of(page.pk), "signer"))

        def withdraw() -> None:
            # A signer does this alone and at once; of others it is only a request.
            withdrawal.request(page, by, "secrecy", "不宜公开")

        self.act(by, withdraw, "taken_down", "withdrawn_from_review")

    @anytime(person=people, site=st.sampled_from(["ja", "jb", "jc"]), role=st.sampled_from(sorted(roles())))
    def give_or_take_a_role(self, person, site, role):
        person = self.person(person, (site, role))
        held = self.known.roles[person.pk]
        if (site, role) in held:
            revoke(person, self.world.records[site], role)
            held.remove((site, role))
        else:
            grant(person, self.world.records[site], role)
            held.add((site, role))
        self.act(person, lambda: None)

    @anytime(
        number=numbers,
        principal=numbers,
        deputy=people,
        days=st.sampled_from([None, (-2, -1), (-1, 1), (0, 0), (1, 2)]),
        by=st.sampled_from(["principal", "principal", "deputy", "superuser"]),
    )
    def stand_in(self, number, principal, deputy, days, by):
        key = self.text(number)
        site, role = (
            self.known.site_of(key),
            ROLE_OF_STEP.get(self.known.next_step(key), "signer"),
        )
        principal = self.person(("fitting", principal), (site, role))
        deputy = self.person(deputy, (site, "contributor"))
        by = {"principal": principal, "deputy": deputy}.get(by) or User.objects.get(pk=self.world.superuser)
        when = tuple(timezone.localdate() + day * DAY for day in days) if days else None
        kind = Substitution.Kind.DELEGATION if days else Substitution.Kind.DEPUTY
        fields = dict(zip(("starts_on", "ends_on"), when or (None, None), strict=True))
        group = self.world.records[site].groups.get(role=role)

        def enter() -> None:
            made = substitutes.enter(group, principal, deputy, by=by, kind=kind, **fields)
            self.known.stand_ins.append(StandIn(made.pk, (site, role), principal.pk, deputy.pk, when))

        self.act(by, enter)

    @anytime(number=numbers, by=people)
    def end_of_standing_in(self, number, by):
        if not self.known.stand_ins:
            return
        stand = self.known.stand_ins[number % len(self.known.stand_ins)]
        by = self.person(by, stand.role)
        row = Substitution.objects.get(pk=stand.row)
        if self.act(by, lambda: substitutes.end(row, by=by)):
            self.known.stand_ins.remove(stand)

    @anytime(number=numbers, column=numbers, by=people, asks=st.sampled_from([True, True, True, False]))
    def move(self, number, column, by, asks):
        """As the office does it, or past its questions."""
        page, target = self.page(number), self.column(column)
        by = self.person(by, (self.known.site_of(page.pk), "editor"))
        action = MovePageAction(page, target, pos="last-child", user=by)
        self.act(by, lambda: action.execute(skip_permission_checks=not asks))

    @anytime(
        number=numbers,
        column=numbers,
        by=people,
        asks=st.sampled_from([True, True, True, False]),
        live=st.booleans(),
    )
    def copy(self, number, column, by, asks, live):
        if len(self.known.texts) == MOST_TEXTS:
            return
        page, title = self.page(number), self.title()
        by = self.person(by, (self.known.site_of(page.pk), "editor"))
        attributes = {"title": title, "slug": f"copy-{self.titles}"}
        action = CopyPageAction(page, self.column(column), attributes, keep_live=live, user=by)

        def make() -> None:
            made = action.execute(skip_permission_checks=not asks)
            self.known.copied(made.pk, title)
            # The old words still stand in the older versions.
            self.known.texts[made.pk].titles |= self.known.texts[page.pk].titles

        self.act(by, make)

    @anytime(
        number=numbers, by=people, door=st.sampled_from(["operation", "revision", "page", "save", "field"])
    )
    def publish_directly(self, number, by, door):
        page = self.page(number, is_public)
        by = self.person(by, (self.known.site_of(page.pk), "signer"))
        revision = page.get_latest_revision()

        def knock() -> None:
            page.live = True
            match door:
                case "operation":
                    operations.publish(revision, by)
                case "revision":
                    revision.publish(user=by, skip_permission_checks=True)
                case "page":
                    fresh(page).publish(revision, user=by, skip_permission_checks=True)
                case "save":
                    page.save()
                case "field":
                    page.save(update_fields=["live"])

        assert not self.act(by, knock), f"published by {door}"
