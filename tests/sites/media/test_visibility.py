"""A document is for the public exactly while a published page uses it."""

import io

import pytest
from django.urls import reverse
from wagtail.models import CollectionViewRestriction

from portal.content.models import Article
from sites.media.operations import store_document
from sites.media.visibility import is_public
from tests.factories.review import withdraw

from .conftest import HOST


@pytest.fixture
def status(visit, document):
    return lambda user=None: visit(user, HOST).get(document.url).status_code


def test_a_document_on_no_page_is_for_staff_only(status, people):
    assert status() == 404
    assert status(people.editor) == 200
    assert status(people.signer) == 200
    assert status(people.superuser) == 200


def test_staff_of_other_sites_are_the_public(status, people):
    assert status(people.stranger) == 404


def test_a_draft_does_not_open_a_document(status, article, revise, document):
    revise(article, document)
    assert status() == 404


def test_publishing_opens_it_and_taking_down_closes_it(status, article, revise, release, document, people):
    revise(article, document)
    release(article)
    assert status() == 200
    withdraw(Article.objects.get(pk=article.pk), people.reviewer, people.signer)
    assert status() == 404
    assert status(people.editor) == 200


def test_a_new_draft_neither_opens_nor_closes(status, article, revise, release, document):
    revise(article, document)
    release(article)
    revise(Article.objects.get(pk=article.pk))
    assert status() == 200
    release(Article.objects.get(pk=article.pk))
    assert status() == 404


def test_another_document_of_the_same_site_stays_closed(
    article, revise, release, document, site, people, visit
):
    other = store_document(io.BytesIO("秘".encode()), "内部", site.collection, people.editor, name="a.txt")
    revise(article, document)
    release(article)
    assert visit(None, HOST).get(other.url).status_code == 404


def test_a_closed_collection_closes_its_documents(status, article, revise, release, document, site, people):
    revise(article, document)
    release(article)
    CollectionViewRestriction.objects.create(collection=site.collection, restriction_type="login")
    assert status() == 404
    assert status(people.editor) == 200


def test_a_refusal_does_not_tell_whether_there_is_a_document(visit, document):
    refused = visit(None, HOST).get(document.url)
    missing = visit(None, HOST).get(reverse("wagtaildocs_serve", args=(99_999, document.filename)))
    assert (refused.status_code, refused.content) == (missing.status_code, missing.content)


def test_the_number_alone_does_not_open_it(visit, people, document):
    assert visit(people.editor, HOST).get(f"/documents/{document.pk}/a.pdf").status_code == 404


def test_asking_takes_one_query_whatever_the_number_of_pages(
    article, revise, release, document, django_assert_num_queries
):
    revise(article, document)
    release(article)
    is_public(document)
    with django_assert_num_queries(1):
        assert is_public(document)
