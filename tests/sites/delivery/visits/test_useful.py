"""这页对您有用吗？: asked at the foot of stored pages, answered without a script, counted without a name."""

from __future__ import annotations

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import PageViewRestriction

from sites.delivery.copies.store import store
from sites.delivery.visits.log import folder
from sites.delivery.visits.terms import terms
from sites.pages import gate
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_site


@pytest.fixture
def reader(everything) -> Client:
    return Client(SERVER_NAME=everything.host, HTTP_HOST=everything.host)


@pytest.fixture
def answer(reader, everything, article):
    """Sends an answer as the form on a page does."""

    def send(page=article.pk, answer="useful", path="/useful/", **headers: str):
        sent = headers or {"Origin": f"http://{everything.host}"}
        return reader.post(path, {"page": page, "answer": answer}, headers=sent)

    return send


def form_on(html: str):
    return LexborHTMLParser(html).css_first("form.useful")


def test_the_question_stands_on_articles_which_are_stored_all_the_same(
    reader, counted, article, path_of, tmp_path, settings
):
    settings.COPIES_ROOT = str(tmp_path / "copies")
    response = reader.get(path_of)
    assert any(path_of.strip("/") in file for file in store().index.files())
    assert not response.cookies
    form = form_on(response.content.decode())
    assert form.attributes["action"] == "/useful/"
    values = {button.attributes["value"] for button in form.css("button")}
    assert values == set(terms().answers)
    assert form.css_first("input[name=page]").attributes["value"] == str(article.pk)
    assert "csrf" not in form.html


def test_in_traditional_chinese_question_and_thanks_are_too(reader, counted, path_of, article, answer):
    form = form_on(reader.get(f"/zh-hant{path_of}").content.decode())
    assert form.attributes["action"] == "/zh-hant/useful/"
    assert answer(path="/zh-hant/useful/")["Location"] == f"/zh-hant/useful/?page={article.pk}"


@pytest.mark.parametrize("code", sorted(terms().answers))
def test_an_answer_is_counted_and_thanked_for(counted, answer, reader, article, path_of, code):
    response = answer(answer=code)
    assert (response.status_code, response["Location"]) == (303, f"/useful/?page={article.pk}")
    assert counted.lines() == [["answered", counted.host, f"{article.pk} {code}"]]
    thanks = reader.get(response["Location"])
    assert thanks.status_code == 200
    assert f'href="{path_of}"' in thanks.content.decode()
    assert thanks["X-Robots-Tag"] == "noindex, nofollow"
    assert "form-action 'self'" in thanks["Content-Security-Policy"]
    assert "script" not in form_on(reader.get(path_of).content.decode()).html


def test_nothing_of_the_reader_is_written_down(counted, answer, reader, article, everything):
    data = {"page": article.pk, "answer": "useful", "comment": "张三", "REMOTE": "x"}
    reader.post("/useful/", data, headers={"Origin": f"http://{everything.host}"}, REMOTE_ADDR="203.0.113.9")
    (path,) = folder().glob("*.log")
    assert path.read_text().split("\t")[1:] == ["answered", counted.host, f"{article.pk} useful\n"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://{host}"},
        {"Referer": "http://{host}/some/page/"},
    ],
)
def test_browsers_that_say_where_the_form_stood_are_believed(counted, answer, everything, headers):
    sent = {name: value.format(host=everything.host) for name, value in headers.items()}
    assert answer(**sent).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://{host}"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1", "Referer": "http://{host}/"},
        {"Referer": "https://evil.example/http://{host}/"},
        {"X-Nothing": "said"},
    ],
)
def test_what_another_website_has_a_reader_send_is_refused(counted, answer, everything, headers):
    sent = {name: value.format(host=everything.host) for name, value in headers.items()}
    response = answer(**sent)
    assert response.status_code == 403
    assert "不是从本网站的页面提交的" in response.content.decode()
    assert counted.lines() == []


@pytest.mark.parametrize("page", ["", "x", "-1", "0", "9" * 9, "9" * 40, "１２", "1\0", "999999"])
def test_an_answer_to_no_page_is_refused_with_a_sentence(counted, answer, page):
    response = answer(page=page)
    assert response.status_code == 400
    assert "没有找到您评价的页面" in response.content.decode()
    assert counted.lines() == []


@pytest.mark.parametrize("code", ["", "nonsense", "useful ", "\0", "x" * 5000])
def test_an_answer_that_nobody_offered_is_refused(counted, answer, code):
    assert answer(answer=code).status_code == 400
    assert counted.lines() == []


def test_pages_that_are_not_public_or_not_of_this_site_cannot_be_answered(counted, answer, article):
    parent = article.get_parent()
    draft = ArticleFactory(parent=parent, live=False)
    hidden = ArticleFactory(parent=parent)
    with gate.opened():
        PageViewRestriction.objects.create(page_id=hidden.pk, restriction_type="login")
    foreign = make_site("elsewhere").site.root_page
    assert [answer(page=page.pk).status_code for page in (draft, hidden, foreign)] == [400] * 3
    assert counted.lines() == []


def test_thanks_for_a_page_that_is_not_public_do_not_name_it(counted, reader, article):
    draft = ArticleFactory(parent=article.get_parent(), live=False, title="还没有公开的标题")
    response = reader.get(f"/useful/?page={draft.pk}")
    assert response.status_code == 200
    assert "还没有公开的标题" not in response.content.decode()


def test_a_flood_is_told_to_wait_and_one_address_counts_twice_for_a_page(counted, answer, article):
    statuses = [answer().status_code for _time in range(terms().in_ten_minutes)]
    assert set(statuses) == {303}
    assert len(counted.lines()) == terms().of_a_page_in_a_day
    response = answer()
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    assert "请十分钟后再试" in response.content.decode()


def test_no_other_method_is_an_error_of_ours(counted, reader):
    assert {reader.get("/useful/").status_code, reader.head("/useful/").status_code} == {200}
    assert [reader.put("/useful/").status_code, reader.delete("/useful/").status_code] == [405, 405]


def test_an_answer_that_cannot_be_written_down_is_thanked_for(counted, answer):
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("no folder")
    assert answer().status_code == 303
