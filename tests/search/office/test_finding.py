"""In the office pages and files are found by any stretch of their titles, by those who may see them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.factories.sites import make_user

from .conftest import LATIN, OTHERS, TITLE, VIEWS


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "query",
    [
        "关于调整住房公积金缴存基数的通知", "公积金", "金缴", "基", "公積金", "調整", "　通知　基数",
        "公积金 通知", "anlan", "dep", "Ｇｕｉｄｅ", "gui anl",
    ],
)  # fmt: skip
def test_a_title_is_found_by_any_stretch_of_it(shown, view: str, query: str):
    found = shown(view, query)
    chinese = not query.strip()[0].isascii() and query != "Ｇｕｉｄｅ"
    assert (TITLE in found, LATIN in found) == (chinese, not chinese)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["公积金 学校", "金公", "积金局", "uide", "anlan 公积金", "！", "_", "%"])
def test_what_lacks_a_word_is_not_found(shown, view: str, query: str):
    found = shown(view, query)
    assert TITLE not in found
    assert LATIN not in found


@pytest.mark.parametrize("view", VIEWS)
def test_what_another_department_has_is_not_found(shown, view: str):
    assert OTHERS not in shown(view, "公积金缴存")


@pytest.mark.parametrize("view", sorted(VIEWS.keys() - {"pages below"}))
def test_who_may_see_all_sites_finds_what_both_have(fund, view: str):
    client = Client(SERVER_NAME="fund.example")
    client.force_login(make_user(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    found = client.get(reverse(VIEWS[view]), {"q": "公积金"}).content.decode()
    assert TITLE in found
    assert OTHERS in found


@pytest.mark.parametrize("query", ['"公积金" 通知', '"公积金 缴存"', "公积金 live:true", "'通知'"])
def test_quotation_marks_and_filters_of_the_page_search_are_understood(shown, query: str):
    assert TITLE in shown("pages", query)


def test_pages_of_one_type_are_counted_and_can_be_told_from_others(office, fund):
    asked = {"q": "通知", "content_type": "portal_content.article"}
    answer = office.get(reverse("wagtailadmin_pages:search"), asked)
    counts = {kind.model: count for kind, count in answer.context["content_types"]}
    assert counts == {"article": 1, "column": 1}
    assert [page.title for page in answer.context["pages"]] == [TITLE]


@pytest.mark.parametrize("query", ["公积金", "缴费须知", "繳費", "须知 通知"])
def test_a_search_for_whole_words_looks_into_the_texts_as_well(fund, query: str):
    found = get_search_backend().search(query, Page.objects.filter(title=TITLE))
    assert [page.title for page in found] == [TITLE]


def test_a_search_in_titles_only_finds_no_words_of_the_text(fund):
    backend = get_search_backend()
    assert not backend.search("缴费须知", Page.objects.all(), fields=["title"]).count()
    assert backend.search("公积金", Page.objects.all(), fields=["title"]).count() == 2


def test_one_of_several_words_is_enough_if_asked_so(fund):
    found = get_search_backend().search("公积金 anlan", Page.objects.all(), operator="or")
    assert {page.title for page in found} == {TITLE, LATIN, OTHERS}


@pytest.mark.parametrize("view", ["pages", "pages to choose", "images to choose", "documents to choose"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.binary(max_size=300) | st.text().map(str.encode))
@example(query=b'"\x00* OR {title} : NEAR(a b)')
@example(query=b"'\\:*&|!<->()")
@example(query=("公积金 " * 500).encode())
@example(query=b'"a" ' * 500)
@example(query=b"x" * 5000)
@example(query=("住房公积金缴存基数" * 12 + '" "').encode() * 12)
def test_whatever_is_typed_gets_an_answer(office, view: str, query: bytes):
    typed = "".join(f"%{byte:02x}" for byte in query)
    response = office.get(f"{reverse(VIEWS[view])}?q={typed}")
    assert response.status_code < 500
