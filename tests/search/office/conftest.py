"""Two departments with pages and files in the office, and what an editor of the first finds there."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from portal.content.models import Column
from search.office.maintenance import repair
from sites.media.operations import store_document, store_image
from sites.registry.models import SiteRecord
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_member, make_site
from tests.sites.protection import samples

TITLE = "关于调整住房公积金缴存基数的通知"
LATIN = "Anlan Guide to Deposits"
OTHERS = "住房公积金缴存办法（外单位）"
# What looks for things by what somebody types, and where titles stand in its answer.
VIEWS = {
    "pages": "wagtailadmin_pages:search_results",
    "pages to choose": "wagtailadmin_choose_page_search",
    "pages below": "wagtailadmin_explore_results",
    "images": "wagtailimages:index_results",
    "images to choose": "wagtailimages_chooser:choose_results",
    "documents": "wagtaildocs:index_results",
    "documents to choose": "wagtaildocs_chooser:choose_results",
}


def notices(record: SiteRecord) -> Column:
    return Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")


def fill(record: SiteRecord, *titles: str) -> None:
    """Give a site a page, an image and a document of each title."""
    editor = make_member(record, "editor")
    for title in titles:
        ArticleFactory(parent=notices(record), title=title, summary="缴费须知")
        store_image(io.BytesIO(samples.photo()), title, "图", record.collection, editor)
        store_document(io.BytesIO(samples.GOOD["pdf"]), title, record.collection, editor, name="a.pdf")


@pytest.fixture(scope="module")
def filled(module_db, tmp_path_factory) -> SiteRecord:
    record = make_site("fund")
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        fill(record, TITLE, LATIN)
        fill(make_site("other"), OTHERS)
    repair()
    return record


@pytest.fixture
def fund(filled, db) -> SiteRecord:
    """The site of the housing fund, beside another department's."""
    return filled


@pytest.fixture
def office(fund) -> Client:
    client = Client(SERVER_NAME="fund.example")
    client.force_login(make_member(fund, "editor"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def shown(office, fund) -> Callable[[str, str], str]:
    """`shown(view, query)`: what an editor reads who asks one of `VIEWS`."""

    def shown(view: str, query: str) -> str:
        args = [notices(fund).pk] if view == "pages below" else []
        response = office.get(reverse(VIEWS[view], args=args), {"q": query})
        assert response.status_code == 200
        return LexborHTMLParser(response.content.decode()).text()

    return shown
