"""成组发布: who puts pages together, which, and what becomes of those that are taken out."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import WorkflowState

from portal.content.models import Column
from sites.editorial import bundles, jobs, operations
from sites.editorial.models import Bundle, StepState
from sites.ledger.operations import discrepancies
from sites.registry.operations import grant
from tests.factories.bundles import make_bundle
from tests.factories.sites import make_member, make_site

from .conftest import change, fresh, public, signed, write

# --- Out of it -------------------------------------------------------------------------------------------


def test_a_signed_page_that_is_taken_out_goes_back_to_its_signer(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    bundles.take_out(bundle, pages[0], newsroom.editor)
    page = fresh(pages[0])
    assert public(page) == [False]
    assert page.current_workflow_task_state.specific.step == "sign_off"
    assert StepState.objects.waiting().count() == 1
    with pytest.raises(PermissionDenied):
        operations.approve(page, newsroom.reviewer)
    operations.approve(page, newsroom.signer)
    assert public(page) == [True]
    assert list(discrepancies()) == []


def test_a_page_taken_out_can_be_returned_by_the_signer_and_is_then_not_public(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    bundles.take_out(bundle, pages[0], newsroom.editor)
    operations.return_to_author(fresh(pages[0]), newsroom.other_signer, "须与办法一起发布")
    with pytest.raises(operations.NotApproved):
        operations.publish(fresh(pages[0]).latest_revision, newsroom.signer)


def test_dissolving_publishes_nothing_and_leads_what_was_signed_back_to_its_signer(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    bundles.dissolve(bundle, newsroom.editor)
    assert public(*pages) == [False, False]
    assert fresh(bundle).state == "dissolved"
    jobs.release_bundle(bundle.pk)
    assert public(*pages) == [False, False]
    operations.approve(fresh(pages[0]), newsroom.other_signer)
    assert public(*pages) == [True, False]
    # The other goes its own way, and may be in a bundle again.
    make_bundle([pages[1]], newsroom.editor, "另一组")


def test_what_was_changed_after_its_signature_is_a_draft_when_taken_out(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    change(pages[0], newsroom.editor)
    bundles.take_out(bundle, pages[0], newsroom.editor)
    assert fresh(pages[0]).current_workflow_state is None
    assert WorkflowState.objects.for_instance(pages[0]).get().status == "approved"


def test_taking_out_what_is_missing_does_not_release_the_others_by_itself(newsroom, pages, bundle):
    signed(newsroom, pages[0])
    bundles.take_out(bundle, pages[1], newsroom.editor)
    jobs.release_bundle(bundle.pk)
    assert public(*pages) == [False, False]
    bundles.complete(fresh(bundle), newsroom.editor)
    assert public(*pages) == [True, False]


@pytest.mark.parametrize("state", ["released", "dissolved"])
def test_a_closed_bundle_is_not_changed(newsroom, pages, bundle, state):
    Bundle.objects.update(state=state)
    for act in (
        lambda: bundles.add(bundle, write(newsroom.column, newsroom.editor), newsroom.editor),
        lambda: bundles.take_out(bundle, pages[0], newsroom.editor),
        lambda: bundles.complete(bundle, newsroom.editor),
        lambda: bundles.hold(bundle, newsroom.editor),
        lambda: bundles.dissolve(bundle, newsroom.editor),
    ):
        with pytest.raises(ValidationError):
            act()


# --- Who, and what -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["reviewer", "signer", "root", "stranger", "contributor", "left"])
def test_only_who_edits_the_pages_of_the_site_puts_them_together(newsroom, pages, bundle, person):
    user = {
        "stranger": lambda: make_member(make_site("other"), "editor"),
        "contributor": lambda: make_member(newsroom.record, "contributor"),
        "left": lambda: make_member(newsroom.record, "editor", is_active=False),
    }.get(person, lambda: getattr(newsroom, person))()
    another = write(newsroom.column, newsroom.editor, "又一篇")
    for act in (
        lambda: bundles.make(newsroom.record, user, "一组"),
        lambda: bundles.add(bundle, another, user),
        lambda: bundles.take_out(bundle, pages[0], user),
        lambda: bundles.complete(bundle, user),
        lambda: bundles.hold(bundle, user),
        lambda: bundles.dissolve(bundle, user),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert bundle.members.count() == 2
    assert fresh(bundle).state == "complete"


def test_a_page_of_another_site_is_not_added(newsroom, bundle):
    other = make_site("other")
    grant(newsroom.editor, other, "editor")
    page = write(Column.objects.descendant_of(other.site.root_page).get(slug="tzgg"), newsroom.editor)
    with pytest.raises(ValidationError):
        bundles.add(bundle, page, newsroom.editor)


def test_a_page_is_in_one_open_bundle(newsroom, pages, bundle):
    with pytest.raises(ValidationError):
        make_bundle([pages[0]], newsroom.editor, "另一组")


def test_a_page_without_anything_unpublished_is_not_added(newsroom, published):
    with pytest.raises(ValidationError):
        make_bundle([published], newsroom.editor)


def test_an_empty_bundle_is_not_complete_and_a_full_one_takes_no_more(newsroom, pages, bundle, monkeypatch):
    empty = bundles.make(newsroom.record, newsroom.editor, "空")
    with pytest.raises(ValidationError):
        bundles.complete(empty, newsroom.editor)
    monkeypatch.setitem(bundles._rules(), "largest", 2)
    with pytest.raises(ValidationError):
        bundles.add(bundle, write(newsroom.column, newsroom.editor), newsroom.editor)


@pytest.mark.parametrize("name", ["", "  ", "长" * 101])
def test_a_bundle_has_a_name(newsroom, name):
    with pytest.raises(ValidationError):
        bundles.make(newsroom.record, newsroom.editor, name)


def test_several_pages_are_added_or_none(newsroom, pages, published):
    bundle = bundles.make(newsroom.record, newsroom.editor, "一组")
    with pytest.raises(ValidationError):
        bundles.add_all(bundle, [*pages, published], newsroom.editor)
    assert not bundle.members.exists()
