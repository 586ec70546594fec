"""Whatever editors do: what is public is found by its title, nothing else is found, suggested or counted."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.content.models import Article, Column
from portal.content.publication_steps import let_it_be_found
from search.finding import Asked, Results, find
from search.scope import scope_of
from search.suggestions import suggestions
from sites.pages import gate
from sites.registry.models import SiteRecord, SiteState
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import column_of, tell_cluster

# No word is in two of them.
TITLES = [("幼儿园收费", "托班入学"), ("渡口停航", "轮船检修"), ("电梯加装", "楼道照明")]
ACTS = ["publish", "rename", "draft", "withdraw", "delete", "close", "open"]


@dataclass
class Slot:
    """A page that may be there, and the titles that it has had or may have."""

    column: Column
    titles: tuple[str, str]
    page: Article | None = None
    public: str = ""

    def act(self, act: str) -> None:
        if act == "publish":
            self.public = self.public or self.titles[0]
            self._publish(self.public)
        elif self.page is not None and act in {"rename", "draft", "withdraw", "delete"}:
            getattr(self, act)()

    def rename(self) -> None:
        self.public = self.other()
        self._publish(self.public)

    def draft(self) -> None:
        assert self.page is not None
        self.page.title = self.other()
        self.page.save_revision()

    def withdraw(self) -> None:
        assert self.page is not None
        self.page.unpublish()
        self.public = ""

    def delete(self) -> None:
        assert self.page is not None
        self.page.delete()
        self.page, self.public = None, ""

    def other(self) -> str:
        return self.titles[self.public == self.titles[0]]

    def _publish(self, title: str) -> None:
        if self.page is None:
            self.page = pages.ArticleFactory(
                parent=Column.objects.get(pk=self.column.pk), title=title, live=False
            )
        self.page.title = title
        self.page.save_revision().publish()
        self.page.refresh_from_db()


@pytest.fixture
def other(site) -> SiteRecord:
    return make_site("other")


def ask(site: SiteRecord, title: str) -> Results:
    return find(Asked(site.site, title, scope_of(site.site).sites), 0, 20)


def is_unknown(site: SiteRecord, title: str) -> bool:
    found = ask(site, title)
    counted = [facet for facet in found.facets if facet.values]
    return not (found.total or found.hits or counted or suggestions(title[:2], scope_of(site.site).sites))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ACTS)), max_size=10))
def test_what_is_public_is_found_and_nothing_else(site, other, acts):
    columns = [column_of(site), column_of(site), column_of(other)]
    slots = [Slot(column, titles) for column, titles in zip(columns, TITLES, strict=True)]
    is_open = True
    for number, act in [*acts, *((number, "delete") for number in range(3)), (2, "open")]:
        slot = slots[number]
        with gate.opened():
            slot.act(act)
        if act in {"close", "open"}:
            is_open = act == "open"
            state = SiteState.LIVE if is_open else SiteState.CLOSED
            SiteRecord.objects.filter(pk=other.pk).update(state=state)
        readable = [each for each in slots if each.public and (is_open or each.column.pk != columns[2].pk)]
        # At once, before anybody was told.
        hidden = [title for each in slots if each not in readable for title in each.titles]
        assert [title for title in hidden if not is_unknown(site, title)] == []
        for each in slots:
            if each.page is not None and each.public:
                let_it_be_found(each.page.pk, each.page.live_revision_id)
        tell_cluster()
        for each in readable:
            found = ask(site, each.public)
            assert ["".join(piece.text for piece in hit.title) for hit in found.hits] == [each.public]
            assert found.total == 1
            assert is_unknown(site, each.other())
