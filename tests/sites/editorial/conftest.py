"""A site with its people, and a text one of them wrote."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from portal.content.models import Article, Column
from sites.editorial import operations
from sites.editorial.provisioning import record_foundation
from tests.factories.bundles import make_bundle, sign
from tests.factories.review import make_signatory
from tests.factories.sites import make_member, make_site, make_user

from . import signing


@pytest.fixture
def newsroom(db):
    """A department site with an editor, two reviewers, two signers and an administrator.

    Its column asks for the shortest review; test_levels.py walks the longer ones.
    """
    record = make_site("jyj")
    Column.objects.filter(slug="tzgg").update(review_level="reprint")
    record_foundation(record)
    return SimpleNamespace(
        record=record,
        home=record.site.root_page,
        column=Column.objects.get(slug="tzgg"),
        editor=make_member(record, "editor", "王采编"),
        reviewer=make_member(record, "reviewer", "李审核"),
        other_reviewer=make_member(record, "reviewer", "周审核"),
        signer=make_member(record, "signer", "张签发"),
        other_signer=make_member(record, "signer", "吴签发"),
        root=make_user("系统管理员", is_superuser=True),
    )


@pytest.fixture
def draft(newsroom):
    """An article its editor has saved but not submitted."""
    return write(newsroom.column, newsroom.editor)


@pytest.fixture
def submitted(newsroom, draft):
    operations.submit(draft, newsroom.editor)
    return fresh(draft)


@pytest.fixture
def published(newsroom, submitted):
    operations.approve(submitted, newsroom.reviewer)
    operations.approve(fresh(submitted), newsroom.signer)
    return fresh(submitted)


@pytest.fixture
def leader(newsroom):
    return make_signatory(newsroom.record)


@pytest.fixture
def waiting(newsroom, submitted):
    """A text that waits for sign-off."""
    operations.approve(submitted, newsroom.reviewer)
    return fresh(submitted)


@pytest.fixture
def made(newsroom, waiting, leader):
    """A link for it, with its token as `token`."""
    return signing.make(waiting, newsroom.reviewer, leader)


@pytest.fixture
def visitor(db):
    """A telephone: it keeps no cookies and checks CSRF as a real server does."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def pages(newsroom):
    """Two drafts of one editor: a document and its interpretation."""
    return [write(newsroom.column, newsroom.editor, title) for title in ("某某办法", "《某某办法》解读")]


@pytest.fixture
def bundle(newsroom, pages):
    """Both of them, to be released together."""
    return make_bundle(pages, newsroom.editor)


def signed(newsroom, page, signer=None) -> None:
    """Have the latest version of `page` signed off."""
    sign(page, newsroom.editor, newsroom.reviewer, signer or newsroom.signer)


def public(*pages) -> list[bool]:
    return [fresh(page).live for page in pages]


def write(column, author, title="关于开展测试的通知") -> Article:
    page = Article(title=title, live=False, owner=author, body=[("paragraph", "<p>正文</p>")])
    column.add_child(instance=page)
    page.save_revision(user=author)
    return fresh(page)


def change(page, author, title="改过的标题"):
    """Save a new version of `page` as `author`."""
    latest = page.get_latest_revision_as_object()
    latest.title = title
    latest.save_revision(user=author)
    return fresh(page)


def fresh(page):
    """`page` as it stands in the database now."""
    return type(page).objects.get(pk=page.pk)
