"""Whatever is renamed, moved, made, withdrawn and deleted: an address that was public leads to its page.

The expectation keeps a plain list of which page left which address when; nothing of the code's own idea of
following moves is in it.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from portal.content.models import Column
from sites.delivery import moves
from sites.pages import gate
from sites.pages.routing import page_at
from tests.factories.sites import make_site

SLUGS = ("a", "b", "c")
ACTS = ("make", "rename", "rename", "move", "move", "withdraw", "restore", "delete")
# What happens, to which page, with which other page, and the name it is given.
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5), st.sampled_from(SLUGS)),
    min_size=3,
    max_size=12,
)


class World:
    """Columns below a home page, and which of them left which address, in order."""

    def __init__(self, home: Page) -> None:
        self.home_path = home.path
        self.left: dict[str, list[int]] = defaultdict(list)
        for slug in SLUGS[:2]:
            self.make(home, home, slug)

    @property
    def pages(self) -> list[Page]:
        return list(Page.objects.filter(path__startswith=self.home_path).order_by("pk"))

    def does(self, act: str, which: int, other: int, slug: str) -> None:
        before = {page.pk: page.url_path for page in self.pages if page.first_published_at}
        made = [page for page in self.pages if page.path != self.home_path]
        page = made[which % len(made)] if made else self.pages[0]
        with gate.opened():
            getattr(self, act)(page, self.pages[other % len(self.pages)], slug)
        after = {page.pk: page.url_path for page in self.pages}
        for key, url_path in before.items():
            if after.get(key) != url_path:
                self.left[url_path].append(key)

    def make(self, _page: Page, target: Page, slug: str) -> None:
        if self.is_free(target, slug):
            new = Column(title=slug, slug=slug, kind="news", first_published_at=timezone.now())
            with gate.opened():
                target.add_child(instance=new)

    def rename(self, page: Page, _target: Page, slug: str) -> None:
        if page.path != self.home_path and self.is_free(page.get_parent(), slug):
            page.slug = slug
            page.save()

    def move(self, page: Page, target: Page, _slug: str) -> None:
        if not target.path.startswith(page.path) and self.is_free(target, page.slug):
            page.move(target, pos="last-child")

    def withdraw(self, page: Page, _target: Page, _slug: str) -> None:
        Page.objects.filter(pk=page.pk).update(live=False)

    def restore(self, page: Page, _target: Page, _slug: str) -> None:
        Page.objects.filter(pk=page.pk).update(live=True)

    def delete(self, page: Page, _target: Page, _slug: str) -> None:
        if page.path != self.home_path:
            page.specific.delete()

    def is_free(self, parent: Page, slug: str) -> bool:
        return not parent.get_children().filter(slug=slug).exists()

    def expected(self, url_path: str) -> Page | None:
        """Where an old address leads: to the one of those that left it last and are public now."""
        if Page.objects.filter(url_path=url_path).exists():
            return None
        public = Page.objects.filter(live=True).in_bulk(self.left[url_path])
        return next((public[key] for key in reversed(self.left[url_path]) if key in public), None)


@pytest.fixture(scope="module")
def home(module_db) -> Page:
    home = make_site("city", kind="portal").site.root_page
    with gate.opened():
        for page in home.get_children():
            page.specific.delete()
    return Page.objects.get(pk=home.pk)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_an_address_that_was_public_leads_in_one_step_to_where_its_page_is(home, db, steps):
    with transaction.atomic():
        world = World(Page.objects.get(pk=home.pk))
        for step in steps:
            world.does(*step)
        for url_path in list(world.left):
            wanted = world.expected(url_path)
            found = moves.find(url_path)
            assert (found and (found[0].pk, found[1])) == (wanted and (wanted.pk, [])), url_path
            if found:
                assert page_at(found[0].url_path)[0].pk == found[0].pk
        transaction.set_rollback(True)
