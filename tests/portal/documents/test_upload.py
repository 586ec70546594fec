"""An editor brings several files in from the office."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.content.models import Article, Column
from sites.accounts.models import User
from sites.registry.models import SiteRecord
from tests.factories.pages import ColumnFactory
from tests.factories.sites import make_member, make_site

from .samples import NOTICE, REGULATION, word_of_lines

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def record(module_db) -> SiteRecord:
    return make_site("upload")


@pytest.fixture(scope="module")
def editor(record: SiteRecord) -> User:
    return make_member(record, "editor")


@pytest.fixture(scope="module")
def column(record: SiteRecord) -> Column:
    return ColumnFactory(parent=record.site.root_page, title="政策文件", kind="policy")


def address(column: Column) -> str:
    return reverse("portal_documents:upload", args=[column.pk])


def files(*contents: tuple[str, bytes]) -> dict[str, list[SimpleUploadedFile]]:
    return {"documents": [SimpleUploadedFile(name, data) for name, data in contents]}


def test_every_file_is_answered_and_sending_again_changes_nothing(client, column, editor) -> None:
    client.force_login(editor)
    chosen = [
        ("甲.txt", REGULATION.encode()),
        ("乙.docx", word_of_lines(NOTICE)),
        ("丙.txt", b""),
        ("丁.pdf", b"x"),
    ]
    response = client.post(address(column), files(*chosen))
    assert response.status_code == 200
    assert [outcome.code for outcome in response.context["outcomes"]] == ["", "", "empty", "unsupported"]
    assert {page.owner for page in Article.objects.all()} == {editor}
    assert all(name in response.content.decode() for name, _data in chosen)
    client.post(address(column), files(*chosen))
    assert Article.objects.count() == 2


def test_sending_nothing_or_too_much_is_answered_with_what_to_do(client, column, editor) -> None:
    client.force_login(editor)
    assert client.post(address(column)).status_code == 422
    many = files(*[(f"{number}.txt", b"x") for number in range(21)])
    response = client.post(address(column), many)
    assert response.status_code == 422
    assert not Article.objects.exists()


def test_the_page_is_for_those_who_may_add_to_the_column(client, column, record) -> None:
    for user in (make_member(make_site(), "editor"), make_member(record, "reviewer")):
        client.force_login(user)
        assert client.get(address(column)).status_code in {302, 403}
        assert client.post(address(column), files(("a.txt", REGULATION.encode()))).status_code in {302, 403}
    assert not Article.objects.exists()


def test_a_column_offers_the_import_where_it_can_hold_articles(client, column, record, editor) -> None:
    client.force_login(editor)
    leaders = ColumnFactory(parent=record.site.root_page, kind="leaders")
    assert address(column) in client.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()
    assert (
        address(leaders)
        not in client.get(reverse("wagtailadmin_explore", args=[leaders.pk])).content.decode()
    )
    assert client.get(address(leaders)).status_code in {302, 403}
