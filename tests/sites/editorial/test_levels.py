"""Which steps a page takes: its column's level decides."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.content.columns import column_kinds
from portal.content.models import Column
from sites.editorial import operations
from sites.editorial.levels import level_of, levels, steps
from sites.editorial.models import StepState
from sites.ledger.models import Entry
from sites.pages import gate
from sites.registry.roles import roles
from tests.factories.pages import ColumnFactory
from tests.factories.review import approve_all, make_reviewers
from tests.factories.sites import make_member, make_site

from .conftest import fresh, write


@pytest.fixture
def site(db):
    return make_site("jyj")


def column_of(site, level):
    return ColumnFactory(parent=site.site.root_page, title=f"栏目{level}", review_level=level)


def submitted_in(site, level):
    editor = make_member(site, "editor")
    page = write(column_of(site, level), editor)
    operations.submit(page, editor)
    return fresh(page)


def test_every_level_begins_with_a_review_ends_with_the_sign_off_and_names_known_steps():
    for level in levels().values():
        assert level.steps[0] == "review"
        assert level.steps[-1] == "sign_off"
        assert set(level.steps) <= set(steps())
        assert len(set(level.steps)) == len(level.steps)
    assert {step.role for step in steps().values()} <= set(roles())
    assert {kind.review_level for kind in column_kinds().values()} <= {"", *levels()}


@pytest.mark.parametrize("code", [level.code for level in levels().values() if level.for_columns])
def test_a_text_takes_exactly_the_steps_of_its_level_each_by_somebody_else(site, code):
    page = submitted_in(site, code)
    approve_all(page, make_reviewers(site))
    assert fresh(page).live
    taken = StepState.objects.filter(status="approved").order_by("pk")
    assert tuple(taken.values_list("step", flat=True)) == levels()[code].steps
    assert taken.values("finished_by").distinct().count() == len(levels()[code].steps)


@pytest.mark.parametrize("code", [level.code for level in levels().values() if level.for_columns])
def test_nothing_is_public_before_the_last_step(site, code):
    page, reviewers = submitted_in(site, code), make_reviewers(site)
    for step in levels()[code].steps[:-1]:
        operations.approve(fresh(page), reviewers[step])
        assert not fresh(page).live


def test_who_may_take_another_step_does_not_take_this_one(site):
    page, reviewers = submitted_in(site, "major"), make_reviewers(site)
    for step in levels()["major"].steps:
        for other in set(reviewers) - {step}:
            with pytest.raises(PermissionDenied):
                operations.approve(fresh(page), reviewers[other])
        operations.approve(fresh(page), reviewers[step])


def test_a_column_below_takes_the_level_of_the_one_above_unless_it_names_its_own(site):
    above = column_of(site, "major")
    below = ColumnFactory(parent=above, title="下级栏目", kind="other")
    assert level_of(below).code == "major"
    named = ColumnFactory(parent=above, title="另一下级栏目", kind="policy")
    assert level_of(named).code == "document"


def test_what_stands_in_no_column_takes_the_usual_level(site):
    assert level_of(site.site.root_page).code == "news"


def test_a_draft_of_a_column_does_not_change_the_level_of_what_is_in_it(site):
    column = column_of(site, "document")
    draft = fresh(column)
    draft.review_level = "reprint"
    draft.save_revision()
    assert level_of(Column.objects.get(pk=column.pk)).code == "document"


def test_a_level_raised_during_the_review_is_asked_for_in_full(site):
    page, reviewers = submitted_in(site, "reprint"), make_reviewers(site)
    operations.approve(page, reviewers["review"])
    column = fresh(page).get_parent().specific
    column.review_level = "document"
    with gate.opened():
        column.save()
    with pytest.raises(operations.NotApproved):
        operations.approve(fresh(page), reviewers["sign_off"])
    assert not fresh(page).live


def test_handing_in_again_after_a_return_is_recorded_each_time(site):
    page, reviewers = submitted_in(site, "reprint"), make_reviewers(site)
    operations.return_to_author(page, reviewers["review"], "标题不准确")
    operations.submit(fresh(page), page.owner)
    submissions = Entry.objects.filter(act="submitted", subject=str(page.pk))
    assert [entry.details["level"] for entry in submissions] == ["reprint", "reprint"]
