"""What follows a publication is noted with it, and done for what is public, nothing else."""

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from wagtail.search.models import IndexEntry

from sites.editorial import after_publication, emergency, operations
from sites.editorial.after_publication import STEPS
from sites.editorial.publication_steps import update_index
from sites.jobs.models import TaskRun
from tests.factories.review import withdraw
from tests.factories.sites import make_member

from .conftest import change, fresh

kept: list[str] = []


def keep_title(page) -> None:
    kept.append(page.title)


@pytest.fixture
def step(monkeypatch):
    """A step that keeps the titles of the pages it gets in `kept`."""
    monkeypatch.setattr(after_publication, "STEPS", {})
    kept.clear()
    return after_publication.after_publication("keep", "标题")(keep_title)


def noted(page) -> list[tuple[str, list[int]]]:
    paths = [task.path for task in STEPS.values()]
    runs = TaskRun.objects.filter(task_path__in=paths)
    return sorted((run.task_path, run.args) for run in runs if run.args[0] == page.pk)


def all_steps(page, *revisions: int) -> list[tuple[str, list[int]]]:
    return sorted((task.path, [page.pk, revision]) for task in STEPS.values() for revision in revisions)


def publish_again(newsroom, page) -> None:
    operations.submit(change(page, newsroom.editor), newsroom.editor)
    operations.approve(fresh(page), newsroom.reviewer)
    operations.approve(fresh(page), newsroom.signer)


def test_a_publication_notes_each_step_once_with_its_version(published):
    assert STEPS
    assert noted(published) == all_steps(published, published.live_revision_id)


def test_a_second_publication_has_steps_of_its_own(newsroom, published):
    first = published.live_revision_id
    publish_again(newsroom, published)
    assert noted(published) == all_steps(published, first, fresh(published).live_revision_id)


def test_an_emergency_release_notes_them_too(newsroom, draft):
    emergency.release(draft, make_member(newsroom.record, "emergency_publisher"), "台风红色预警")
    assert noted(draft) == all_steps(draft, fresh(draft).live_revision_id)


def test_a_refused_publication_notes_nothing(newsroom, submitted):
    with pytest.raises(PermissionDenied):
        operations.publish(submitted.latest_revision, newsroom.signer)
    assert noted(submitted) == []


def test_a_step_gets_the_page_as_it_is_public(newsroom, published, step):
    change(published, newsroom.editor, "尚未审核的标题")
    step(published.pk, published.live_revision_id)
    assert kept == ["关于开展测试的通知"]


def test_a_version_that_was_replaced_meanwhile_is_left_to_the_steps_of_the_later(newsroom, published, step):
    first = published.live_revision_id
    publish_again(newsroom, published)
    step(published.pk, first)
    assert kept == []
    step(published.pk, fresh(published).live_revision_id)
    assert kept == ["改过的标题"]


def test_nothing_is_done_for_a_page_that_was_taken_down_meanwhile(newsroom, published, step):
    revision = published.live_revision_id
    withdraw(published, newsroom.reviewer, newsroom.signer)
    step(published.pk, revision)
    assert kept == []


def test_two_steps_of_one_code_are_refused(step):
    with pytest.raises(ImproperlyConfigured):
        after_publication.after_publication("keep", "又一个")(keep_title)


def test_an_entry_that_the_index_lacks_is_written(published):
    entries = IndexEntry.objects.filter(object_id=str(published.pk))
    entries.delete()
    for _attempt in range(2):
        update_index(published.pk, published.live_revision_id)
        assert entries.count() == 1
