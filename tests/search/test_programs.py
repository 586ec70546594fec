"""Programs get the same results as readers: a feed, JSON as it is described, suggestions; and limits."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from search import limits
from search.programs import DESCRIPTION
from search.suggestions import suggestions
from sites.pages import gate
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import FUND, column_of, let_all_be_found

HOST = {"host": "city.example"}


def suggested(client: Client, typed: str, host: str = "city.example") -> list[str]:
    response = client.get("/search/suggest/", {"q": typed}, headers={"host": host})
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize(
    "typed", ["公积", "住房", "gjj", "gongji", "GongJiJin", "zfgjj", "調整", "积金", "关于调整住房"]
)
def test_who_types_is_offered_words_and_titles_that_are_found(client, titles, site, typed: str):
    offered = suggested(client, typed)
    assert offered
    for text in offered:
        assert FUND in titles(text)


def test_what_was_typed_before_the_last_word_stays(client, site):
    assert "通知 公积金" in suggested(client, "通知 gjj")


def test_nothing_is_suggested_of_a_draft_of_what_was_withdrawn_or_of_another_site(client, site):
    other = make_site("other")
    hidden = pages.ArticleFactory(parent=column_of(other), title="幼儿园收费公示")
    pages.ArticleFactory(parent=column_of(site), title="幼儿园招生草稿", live=False)
    let_all_be_found()
    assert suggested(client, "幼儿园", "other.example")
    make_site("third")
    assert suggested(client, "幼儿园", "third.example") == []
    with gate.opened():
        hidden.unpublish()
    assert suggested(client, "幼儿园", "other.example") == []
    assert suggested(client, "yey", "other.example") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_may_be_typed(site, typed: str):
    assert len(suggestions(typed, (site.site.pk,))) <= 10


def test_a_feed_of_a_question_has_its_results_the_newest_first(client, site):
    response = client.get("/search/feed/", {"q": "公积金"}, headers=HOST)
    assert response["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    assert FUND in text
    assert "<mark>" not in text


def matches(value: object, schema: dict, described: dict) -> bool:
    """Whether a value is as a schema of the description says (of what the description uses of it)."""
    if "$ref" in schema:
        return matches(
            value, described["components"]["schemas"][schema["$ref"].rpartition("/")[2]], described
        )
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "boolean": bool,
        "null": type(None),
    }
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, kinds[name]) for name in named):
        return False
    if isinstance(value, list):
        return all(matches(each, schema["items"], described) for each in value)
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        return set(schema.get("required", [])) <= value.keys() and all(
            matches(each, known.get(name) or others, described) for name, each in value.items()
        )
    return True


@pytest.mark.parametrize("query", ["公积金", "gongjijin", "没有这样的词", "", '"', "-公积金"])
def test_json_is_as_it_is_described(client, site, query: str):
    described = client.get("/search/api/v1/openapi.json", headers=HOST).json()
    assert described["servers"] == [{"url": "http://city.example/"}]
    response = client.get("/search/api/v1/", {"q": query}, headers=HOST)
    schema = described["paths"]["/search/api/v1/"]["get"]["responses"]["200"]["content"]["application/json"]
    assert matches(response.json(), schema["schema"], described), response.json()


def test_json_has_the_results_of_the_page(client, titles, site):
    found = client.get("/search/api/v1/", {"q": "公积金"}, headers=HOST).json()
    assert [each["title"] for each in found["results"]] == titles("公积金")
    assert found["results"][0]["url"].startswith("http://city.example/")
    assert client.get("/search/api/v1/", {"q": "公积金", "page": "99"}, headers=HOST).status_code == 404


def test_the_description_names_what_a_question_may_have():
    named = {
        each["name"]
        for each in json.loads(DESCRIPTION.read_text())["paths"]["/search/api/v1/"]["get"]["parameters"]
    }
    assert named == {
        "q",
        "page",
        "sort",
        "in",
        "scope",
        "site",
        "kind",
        "year",
        "department",
        "subject",
        "validity",
    }


@pytest.mark.parametrize(
    ("what", "address"),
    [("pages", "/search/"), ("suggestions", "/search/suggest/"), ("feeds", "/search/feed/"),
     ("programs", "/search/api/v1/")],
)  # fmt: skip
def test_who_asks_too_often_is_told_to_wait(client, site, monkeypatch, what: str, address: str):
    monkeypatch.setitem(limits.LIMITS, what, 2)
    answers = [client.get(address, {"q": "公积金"}, headers=HOST) for _time in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "请一分钟后再试" in answers[-1].content.decode()


def test_similar_content_is_what_shares_the_telling_words_of_the_title(client, site):
    column = column_of(site)
    alike = pages.ArticleFactory(parent=column, title="住房公积金缴存指南")
    pages.ArticleFactory(parent=column, title="关于学校招生的通知")
    hidden = pages.ArticleFactory(parent=column, title="住房公积金缴存基数草稿", live=False)
    let_all_be_found()
    fund = column.get_children().get(title=FUND)
    response = client.get(f"/search/?like=pages.{fund.pk}", headers=HOST)
    shown = [node.text() for node in LexborHTMLParser(response.content.decode()).css(".item-title")]
    assert shown == [alike.title]
    assert client.get(f"/search/?like=pages.{hidden.pk}", headers=HOST).status_code == 404
    assert client.get("/search/?like=nothing.1", headers=HOST).status_code == 404


def test_what_is_only_the_beginning_of_a_longer_word_is_not_suggested(site):
    pages.ArticleFactory(parent=column_of(site), title="公交线路调整的通知")
    pages.ArticleFactory(parent=column_of(site), title="公交票价听证会的通知")
    let_all_be_found()
    suggested = suggestions("公", (site.site.pk,))
    assert {"公积金", "公交"} <= set(suggested)
    assert "公积" not in suggested


def test_of_a_word_that_is_cut_single_characters_are_not_marked_elsewhere(client, site):
    pages.ArticleFactory(
        parent=column_of(site),
        title="松湖区教育局招生公告",
        body=[("paragraph", "<p>松湖区教育局在城区和湖区招生。</p>")],
    )
    let_all_be_found()
    content = client.get("/search/", {"q": "区教育局"}, headers=HOST).content.decode()
    marks = {mark.text() for mark in LexborHTMLParser(content).css("main mark")}
    assert "区教育局" in marks
    assert "区" not in marks


def test_an_institution_asked_for_by_name_is_answered_with_how_to_reach_it(client, site):
    column = column_of(site)
    pages.InstitutionFactory(parent=column, title="安澜市住房和城乡建设局", phone="0900-8001008")
    pages.ArticleFactory(
        parent=column, title="关于物业收费的通知", document_number="安建发〔2025〕36号", issuer="市住建局"
    )
    let_all_be_found()
    answers = {}
    others = {}
    for query in ("住建局电话", "安建发[2025]36", "物业收费 投诉", "火星"):
        response = client.get("/search/", {"q": query}, headers=HOST)
        page = LexborHTMLParser(response.content.decode())
        node = page.css_first(".answer")
        answers[query] = " ".join(node.text().split()) if node else ""
        others[query] = [result.text() for result in page.css(".result h2")]
    assert "0900-8001008" in answers["住建局电话"]
    assert "市住建局" in answers["安建发[2025]36"]
    assert answers["火星"] == ""
    # What is answered does not follow once more, and is counted when it is opened as any result is.
    assert "安澜市住房和城乡建设局" not in others["住建局电话"]
