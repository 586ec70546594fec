"""What a published page shows does not change without review, also not through the file behind it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.content.models import Article
from sites.ledger.operations import discrepancies
from sites.media.models import SiteDocument

from .conftest import HOST

IN_USE = "已发布的页面正在使用此文件"


@pytest.fixture
def change(visit, document, people):
    """Send the office's form for the document."""

    def send(**fields: object):
        form = {"title": document.title, "collection": document.collection_id, "tags": "", **fields}
        return visit(people.editor, HOST).post(reverse("wagtaildocs:edit", args=[document.pk]), form)

    return send


def new_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("neu.txt", io.BytesIO("改过的内容".encode()).read(), "text/plain")


@pytest.mark.parametrize("fields", [{"title": "另一个名称"}, {"file": new_file()}])
def test_a_document_on_a_published_page_is_not_changed(change, article, revise, release, document, fields):
    revise(article, document)
    release(article)
    before = document.file.name, document.title
    answer = change(**fields)
    assert IN_USE in answer.content.decode()
    now = SiteDocument.objects.get(pk=document.pk)
    assert (now.file.name, now.title) == before
    assert list(discrepancies()) == []


def test_what_readers_do_not_see_of_it_may_change(change, article, revise, release, document):
    revise(article, document)
    release(article)
    assert change(tags="冬季").status_code == 302
    assert list(discrepancies()) == []


def test_a_document_on_no_published_page_is_changed_freely(change, article, revise, document):
    revise(Article.objects.get(pk=article.pk), document)
    assert change(title="另一个名称").status_code == 302
    assert SiteDocument.objects.get(pk=document.pk).title == "另一个名称"


def test_a_title_changed_in_the_database_is_found(article, revise, release, document):
    revise(article, document)
    release(article)
    SiteDocument.objects.filter(pk=document.pk).update(title="另一个名称")
    assert len(list(discrepancies())) == 1
