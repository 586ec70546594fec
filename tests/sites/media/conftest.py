"""A department site with people, and files in its collection."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest
from django.test import Client
from wagtail.models import Collection

from portal.content.models import Article, Column
from sites.accounts.models import User
from sites.editorial.operations import approve, submit
from sites.media.operations import store_document
from sites.registry.models import Department, SiteKind
from sites.registry.operations import SiteSpec, grant, provision_site
from tests.sites.protection import samples

HOST = "jyj.localhost"


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def stored_files(media_folder):
    """Everything that lies in the media folder, by relative path."""
    return lambda: sorted(
        str(path.relative_to(media_folder)) for path in media_folder.rglob("*") if path.is_file()
    )


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root", "root@example.cn", "not used", name="root")


@pytest.fixture
def collection(db):
    return Collection.get_first_root_node().add_child(name="教育局")


@pytest.fixture
def site(db):
    department = Department.objects.create(name="安澜市教育局", short_name="教育局")
    return provision_site(SiteSpec("jyj", "安澜市教育局", HOST, SiteKind.DEPARTMENT, department))


@pytest.fixture
def people(site, superuser):
    """Somebody for each step, and a stranger to this site."""
    people = SimpleNamespace()
    for role in ("editor", "reviewer", "secrecy_reviewer", "signer"):
        user = User.objects.create_user(role, password="not used", name=role)
        grant(user, site, role)
        setattr(people, role, user)
    people.stranger = User.objects.create_user("stranger", password="not used", name="stranger")
    people.superuser = superuser
    return people


@pytest.fixture
def document(site, people):
    file = io.BytesIO(samples.GOOD["pdf"])
    return store_document(file, "招生简章", site.collection, people.editor, name="简章.pdf")


@pytest.fixture
def article(site, people):
    column = Column.objects.descendant_of(site.site.root_page).filter(kind="news").first()
    article = Article(
        title="招生通知",
        body=[("paragraph", "<p>现将招生事项通知如下。</p>")],
        department=site.sponsor,
        owner=people.editor,
        live=False,
    )
    return column.add_child(instance=article)


@pytest.fixture
def revise(people):
    """Save a draft of an article with the given attachments."""

    def revise(article: Article, *documents) -> None:
        article.attachments = json.dumps(
            [{"type": "attachment", "value": {"document": each.pk, "title": ""}} for each in documents]
        )
        article.save_revision(user=people.editor)

    return revise


@pytest.fixture
def release(people):
    """Take the latest draft through review, as the site's people do."""

    def release(article: Article) -> None:
        submit(article, people.editor)
        for person in (people.reviewer, people.secrecy_reviewer, people.signer):
            approve(Article.objects.get(pk=article.pk), person)

    return release


@pytest.fixture
def visit():
    """A browser, signed in as somebody or as nobody."""

    def visit(user: User | None = None, host: str = "testserver") -> Client:
        client = Client(SERVER_NAME=host)
        if user:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return visit
