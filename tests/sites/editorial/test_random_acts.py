"""Whoever does whatever in whatever order: nothing is public without its chain of distinct approvers, and
nobody sees a page of a site he has no right to.

`YIZHAN_LONG=1` looks much longer.
"""

from __future__ import annotations

import os
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from sites.accounts.models import User
from sites.pages import gate

from . import three_sites
from .chronicle import Chronicle, Text
from .conftest import write
from .random_bundles import OfficeWithBundles
from .random_office import anytime, forget_messages, numbers, people

LONG = bool(os.environ.get("YIZHAN_LONG"))
EXAMPLES, ACTS = (600, 60) if LONG else (35, 25)
# To find the shortest way to a fault takes minutes.
PHASES = set(Phase) if LONG else set(Phase) - {Phase.shrink, Phase.explain}

TEXT_VIEWS = [
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:usage",
    "sites_editorial:review",
    "sites_editorial:emergency",
]
LISTS = [
    *(("sites_editorial:desk", code) for code in ("awaiting", "returned", "drafts", "under-way")),
    ("sites_editorial:emergency_releases",),
    ("sites_submissions:received",),
    ("sites_submissions:sent",),
    ("sites_submissions:ranking",),
    ("wagtailadmin_explore_root",),
    ("wagtailadmin_home",),
    ("wagtailadmin_pages:search",),
]


@pytest.fixture(scope="module")
def world(module_db):
    return three_sites.build()


class OfficeWithWindows(OfficeWithBundles):
    """Where people also look at pages and lists, and send forms."""

    @anytime(number=numbers, by=people, view=st.sampled_from(TEXT_VIEWS))
    def open_text(self, number, by, view):
        key = self.text(number)
        site = self.known.site_of(key)
        by = self.person(by, (site, "editor"))
        answer = self.world.browsers[by.pk].get(reverse(view, args=[key]))
        assert answer.status_code != 200 or self.known.belongs(by.pk, site), f"{by} opened {view} of {site}"
        self.read(by, answer)

    @anytime(by=people, view=st.sampled_from(LISTS))
    def open_list(self, by, view):
        by = self.person(by)
        name, *arguments = view
        address = reverse(name, args=arguments)
        self.read(by, self.world.browsers[by.pk].get(f"{address}?{urlencode({'q': '密不外传'})}"))

    @anytime(number=numbers, by=people, button=st.sampled_from(["approve", "return"]))
    def decide_in_the_office(self, number, by, button):
        page = self.page(number)
        by = self.taker(page.pk, by)
        data = {
            "decision": button,
            "comment": "请核对",
            "revision": page.latest_revision_id,
            "conclusion": "public",
        }
        self.send(
            by, reverse("sites_editorial:review", args=[page.pk]), data, "approved", "published", "returned"
        )

    @anytime(
        number=numbers,
        by=people,
        button=st.sampled_from(["publish", "submit", "cancel-workflow", "unpublish"]),
    )
    def press_a_button_of_the_form(self, number, by, button):
        page, title = self.page(number), self.title()
        by = self.person(by, (self.known.site_of(page.pk), "editor"))
        self.known.texts[page.pk].titles.add(title)
        data = {
            "title": title,
            "display_date": "2026-11-21 10:00",
            "body-count": "0",
            "attachments-count": "0",
            "language_variant": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "1000",
            f"action-{button}": "1",
        }
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.send(by, address, data, "submitted", "withdrawn_from_review")

    def send(self, by: User, address: str, data: dict, *allowed: str) -> None:
        self.read(by, self.world.browsers[by.pk].post(address, data))
        self.known.follow(by.pk, set(allowed))

    def read(self, by: User, answer) -> None:
        """No title of a page of a site he does not belong to, whatever he asked for."""
        assert answer.status_code < 500
        body = b"".join(answer).decode(errors="replace")
        body += "".join(str(message) for message in get_messages(answer.wsgi_request))
        forget_messages(self.world.browsers[by.pk])
        his, foreign = set(), set()
        for key, text in self.known.texts.items():
            belongs = self.known.belongs(by.pk, self.known.site_of(key))
            (his if belongs else foreign).update(text.titles)
            his |= {title for site, title in text.told if self.known.belongs(by.pk, site)}
        # What somebody copied past all questions has words of both.
        seen = {title for title in foreign - his if title in body}
        assert not seen, f"{by} saw {seen} at {answer.request['PATH_INFO']}"


def test_nothing_is_public_without_its_chain_and_nobody_sees_what_is_not_his(world, db):
    class ThisOffice(OfficeWithWindows):
        pass

    ThisOffice.world = world
    bounds = settings(
        max_examples=EXAMPLES,
        stateful_step_count=ACTS,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(ThisOffice, settings=bounds)


def test_a_text_that_went_past_the_gate_would_be_found(world, db):
    known = Chronicle(world)
    author = User.objects.get(pk=min(world.roles))
    page = write(next(iter(world.columns.values()))[0], author)
    known.texts[page.pk] = Text()
    known.follow(author.pk, set())
    with gate.opened():
        page.get_latest_revision().publish(user=author, skip_permission_checks=True)
    with pytest.raises(AssertionError, match="not what was signed"):
        known.follow(author.pk, set())
