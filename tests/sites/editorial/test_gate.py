"""No door in the code makes a page public, or changes a public one: whatever is called, by whomever."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from portal.content.models import Article
from sites.ledger.operations import discrepancies
from sites.pages import gate

from .conftest import fresh

pytestmark = pytest.mark.django_db


def publish_without_user(draft, newsroom):
    draft.get_latest_revision().publish()


def publish_with_user(draft, newsroom):
    draft.get_latest_revision().publish(user=newsroom.root)


def publish_without_checks(draft, newsroom):
    draft.get_latest_revision().publish(user=newsroom.root, skip_permission_checks=True)


def publish_the_page(draft, newsroom):
    draft.publish(draft.get_latest_revision(), user=newsroom.root, skip_permission_checks=True)


def save_as_live(draft, newsroom):
    draft.live = True
    draft.save()


def save_only_live(draft, newsroom):
    draft.live = True
    draft.save(update_fields=["live"])


def save_the_base_as_live(draft, newsroom):
    base = Page.objects.get(pk=draft.pk)
    base.live = True
    base.save()


def create_as_live(draft, newsroom):
    newsroom.column.add_child(instance=Article(title="直接发布", body=[("paragraph", "<p>正文</p>")]))


def schedule(draft, newsroom):
    revision = draft.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled", verbosity=0)


DOORS = [
    publish_without_user,
    publish_with_user,
    publish_without_checks,
    publish_the_page,
    save_as_live,
    save_only_live,
    save_the_base_as_live,
    create_as_live,
    schedule,
]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_door_is_closed_to_a_draft(newsroom, draft, door):
    before = set(Article.objects.live().values_list("pk", flat=True))
    with pytest.raises(PermissionDenied):
        door(draft, newsroom)
    assert set(Article.objects.live().values_list("pk", flat=True)) == before
    assert list(discrepancies()) == []


def change_and_save(published, newsroom):
    published.title = "悄悄改过的标题"
    published.save()


def change_one_field(published, newsroom):
    published.summary = "悄悄改过的摘要"
    published.save(update_fields=["summary"])


def change_the_base(published, newsroom):
    base = Page.objects.get(pk=published.pk)
    base.title = "悄悄改过的标题"
    base.save()


def copy_with_its_publication(published, newsroom):
    copy = CopyPageAction(published, newsroom.column, {"slug": "copy"}, keep_live=True, user=newsroom.root)
    copy.execute(skip_permission_checks=True)


def make_an_alias(published, newsroom):
    CreatePageAliasAction(published, parent=newsroom.home, user=newsroom.root).execute(
        skip_permission_checks=True
    )


def move(published, newsroom):
    published.move(newsroom.home, pos="last-child", user=newsroom.root)


PUBLIC_DOORS = [
    change_and_save,
    change_one_field,
    change_the_base,
    copy_with_its_publication,
    make_an_alias,
    move,
]


@pytest.mark.parametrize("door", PUBLIC_DOORS, ids=lambda door: door.__name__)
def test_the_door_is_closed_to_a_public_page(newsroom, published, door):
    before = Page.objects.live().count(), published.url_path, published.title
    with pytest.raises(PermissionDenied):
        door(published, newsroom)
    now = fresh(published)
    assert (Page.objects.live().count(), now.url_path, now.title) == before
    assert list(discrepancies()) == []


def test_a_draft_of_a_public_page_is_saved_as_ever(newsroom, published):
    published.title = "新的草稿"
    published.save_revision(user=newsroom.editor)
    assert fresh(published).title != "新的草稿"
    assert list(discrepancies()) == []


def test_the_gate_is_closed_again_after_an_error(newsroom, draft):
    with pytest.raises(ZeroDivisionError), gate.opened():
        raise ZeroDivisionError
    with pytest.raises(gate.GateClosed, match="开展测试"):
        save_as_live(draft, newsroom)
