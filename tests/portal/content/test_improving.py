"""推荐结果 and 同义词 in the office: who may, for which sites, and what the forms refuse."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from portal.content import improving
from portal.content.models import Article, Column
from search.models import BestBet, BestBetCall, Synonym, TitleCheck
from sites.delivery.models import SearchedText
from sites.ledger.models import Entry
from sites.registry.models import SiteRecord
from sites.registry.roles import roles
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_administrator, make_member, make_site, make_user

LIST, NEW = reverse("portal_content_office:best_bets"), reverse("portal_content_office:best_bet_new")
SYNONYMS, NEW_SYNONYM = (
    reverse("portal_content_office:synonyms"),
    reverse("portal_content_office:synonym_new"),
)
VISITS = reverse("sites_delivery_visits")
EDITING = {"editor", "site_admin"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> SiteRecord:
    return make_site("city", kind="portal")


@pytest.fixture
def article(record) -> Article:
    return article_of(record, "住房公积金缴存指南")


@pytest.fixture
def editor(record) -> Client:
    return signed_in(make_member(record, "editor"))


@pytest.fixture
def chief(record) -> Client:
    return signed_in(make_member(record, "site_admin"))


def article_of(record: SiteRecord, title: str, **more: object) -> Article:
    column = Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")
    return ArticleFactory(parent=column, title=title, **more)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form(record: SiteRecord, page: Article, queries: str = "公积金", **more: object) -> dict[str, object]:
    return {"site": record.site_id, "queries": queries, "page": page.pk, **more}


def bet_of(record: SiteRecord, page: Article) -> BestBet:
    bet = BestBet(site=record.site, queries="公积金", source="pages", key=str(page.pk))
    improving.recommend(bet, make_member(record, "editor"))
    return bet


def acts() -> list[str]:
    acts = ("result_recommended", "recommendation_dropped", "synonyms_set", "synonyms_dropped")
    return list(Entry.objects.filter(act__in=acts).order_by("number").values_list("act", flat=True))


# --- Recommended results


def test_an_editor_recommends_changes_and_drops_a_result_and_the_ledger_knows(editor, record, article):
    assert editor.post(NEW, form(record, article, " 公积金 \n\n怎么交公积金\n公积金")).status_code == 302
    bet = BestBet.objects.get()
    assert (bet.queries, bet.source, bet.key) == ("公积金\n怎么交公积金", "pages", str(article.pk))
    one = reverse("portal_content_office:best_bet", args=[bet.pk])
    page = LexborHTMLParser(editor.get(one).content.decode())
    assert page.css_first("input[name=page]").attributes["value"] == str(article.pk)
    assert editor.post(one, form(record, article, "房贷", ends_on="2027-01-01")).status_code == 302
    bet.refresh_from_db()
    assert (bet.queries, bet.ends_on) == ("房贷", datetime.date(2027, 1, 1))
    assert BestBetCall.objects.count() == 1
    assert editor.post(LIST, {"drop": bet.pk}).status_code == 302
    assert not BestBet.objects.exists()
    assert acts() == ["result_recommended", "result_recommended", "recommendation_dropped"]


def test_the_list_says_what_is_not_shown_because_nobody_finds_it(editor, record, article):
    bet_of(record, article)
    assert "目前搜不到，不显示" in editor.get(LIST).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"queries": ""}, {"queries": " \n。\n"}, {"queries": "公积金\n！"}, {"queries": "字" * 300},
        {"queries": "\n".join(f"词{number}" for number in range(51))}, {"page": ""}, {"page": "x"},
        {"page": "9" * 40}, {"page": 1}, {"begins_on": "2026-12-02", "ends_on": "2026-12-01"},
        {"begins_on": "gestern"}, {"site": ""}, {"site": 0}, {"site": "x"},
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_and_said(editor, record, article, wrong):
    response = editor.post(NEW, {**form(record, article), **wrong})
    assert response.status_code == 422
    assert "error" in response.content.decode()
    assert not BestBet.objects.exists()


def test_a_draft_and_a_page_of_a_site_of_others_are_no_page_to_recommend(editor, record):
    draft, foreign = article_of(record, "草稿", live=False), article_of(make_site("other"), "别处的页面")
    for page in (draft, foreign):
        response = editor.post(NEW, form(record, page))
        assert response.status_code == 422
        assert foreign.title not in response.content.decode()
    assert not BestBet.objects.exists()


@pytest.mark.parametrize("role", roles())
def test_of_the_roles_of_a_site_those_who_edit_may(record, article, role):
    client = signed_in(make_member(record, role))
    assert (client.get(LIST).status_code == 200) is (role in EDITING)
    client.post(NEW, form(record, article))
    assert BestBet.objects.exists() is (role in EDITING)
    assert (LIST in client.get(reverse("wagtailadmin_home")).content.decode()) is (role in EDITING)


def test_an_editor_of_another_site_neither_sees_nor_changes_nor_adds(record, article):
    bet, other = bet_of(record, article), make_site("other")
    stranger = make_member(other, "site_admin")
    client = signed_in(stranger)
    one = reverse("portal_content_office:best_bet", args=[bet.pk])
    assert "公积金" not in client.get(LIST).content.decode()
    assert client.get(one).status_code == 404
    own = article_of(other, "自己的页面")
    assert client.post(one, form(other, own, "抢走")).status_code == 404
    assert client.post(LIST, {"drop": bet.pk}).status_code == 404
    assert client.post(NEW, form(record, own)).status_code == 422
    assert list(BestBet.objects.values_list("queries", flat=True)) == ["公积金"]
    with pytest.raises(PermissionDenied):
        improving.drop(bet, stranger)
    with pytest.raises(PermissionDenied):
        improving.recommend(bet, stranger)


def test_an_editor_cannot_give_his_recommendation_to_another_site(editor, record, article):
    bet, other = bet_of(record, article), make_site("other")
    one = reverse("portal_content_office:best_bet", args=[bet.pk])
    assert editor.post(one, form(other, article)).status_code == 422
    assert BestBet.objects.get().site_id == record.site_id


@pytest.mark.parametrize("post", ["system_admin", "security_admin", "audit_admin"])
def test_none_of_the_three_administrators_may(record, article, post):
    client = signed_in(make_administrator(post))
    for address in (LIST, NEW, SYNONYMS, NEW_SYNONYM):
        assert client.get(address).status_code == 302
        assert client.post(address, {**form(record, article), "words": "甲乙\n丙丁"}).status_code == 302
    assert not BestBet.objects.exists()
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 40, "-1", "１"])
def test_dropping_what_does_not_exist_is_answered_as_such(editor, chief, key):
    assert editor.post(LIST, {"drop": key}).status_code == 404
    assert chief.post(SYNONYMS, {"drop": key}).status_code == 404


def test_the_list_needs_as_many_questions_for_many_as_for_one(
    editor, record, article, django_assert_max_num_queries
):
    bet_of(record, article)
    with django_assert_max_num_queries(60) as few:
        editor.get(LIST)
    for _number in range(20):
        BestBet.objects.create(site=record.site, queries="词", source="pages", key=str(article.pk))
    with django_assert_max_num_queries(len(few)):
        editor.get(LIST)


# --- Synonyms


def test_who_manages_the_portal_adds_changes_and_drops_synonyms(chief):
    assert chief.post(NEW_SYNONYM, {"words": " 房基\n公积金 \n房基"}).status_code == 302
    same = Synonym.objects.get()
    assert same.words == "房基\n公积金"
    one = reverse("portal_content_office:synonym", args=[same.pk])
    assert chief.post(one, {"words": "房基\n住房公积金"}).status_code == 302
    assert "房基、住房公积金" in chief.get(SYNONYMS).content.decode()
    assert chief.post(SYNONYMS, {"drop": same.pk}).status_code == 302
    assert not Synonym.objects.exists()
    assert acts() == ["synonyms_set", "synonyms_set", "synonyms_dropped"]


@pytest.mark.parametrize("words", ["", "一个", "公积金\n公積金", "公积金\n。", "字" * 300 + "\n公积金"])
def test_fewer_than_two_words_are_none(chief, words):
    assert chief.post(NEW_SYNONYM, {"words": words}).status_code == 422
    assert not Synonym.objects.exists()


def test_nobody_else_of_the_portal_and_nobody_of_another_site_may(record):
    same = Synonym.objects.create(words="甲乙\n丙丁")
    one = reverse("portal_content_office:synonym", args=[same.pk])
    others = [make_member(record, role) for role in roles() if role != "site_admin"]
    for user in [*others, make_member(make_site("other"), "site_admin"), make_user()]:
        client = signed_in(user)
        for address in (SYNONYMS, NEW_SYNONYM, one):
            assert client.get(address).status_code in {302, 403}
            assert client.post(address, {"words": "一\n二", "drop": same.pk}).status_code in {302, 403}
        with pytest.raises(PermissionDenied):
            improving.set_synonyms(Synonym(words="一\n二"), user)
        with pytest.raises(PermissionDenied):
            improving.drop_synonyms(same, user)
    assert list(Synonym.objects.values_list("words", flat=True)) == ["甲乙\n丙丁"]


# --- From what readers search for


def links(client: Client, **asked: object) -> dict[str, str]:
    html = client.get(VISITS, {"list": "searches", **asked}).content.decode()
    rows = LexborHTMLParser(html).css("table.listing tbody td a")
    return {link.text(): link.attributes["href"] for link in rows}


def searched(record: SiteRecord, text: str = "公积金 & 房贷") -> None:
    SearchedText.objects.create(site=record.site, text=text, day=timezone.localdate(), times=9)


def test_beside_each_text_are_ways_to_forms_with_the_text_filled_in(chief, record):
    searched(record)
    found = links(chief)
    assert set(found) == {"设为推荐结果", "添加同义词"}
    page = LexborHTMLParser(chief.get(found["设为推荐结果"]).content.decode())
    assert page.css_first("textarea[name=queries]").text().strip() == "公积金 & 房贷"
    assert page.css_first("select[name=site] option[selected]").attributes["value"] == str(record.site_id)
    page = LexborHTMLParser(chief.get(found["添加同义词"]).content.decode())
    assert page.css_first("textarea[name=words]").text().strip() == "公积金 & 房贷"


def test_who_may_do_less_is_offered_less(editor, record):
    searched(record)
    assert set(links(editor)) == {"设为推荐结果"}
    assert links(signed_in(make_member(record, "reviewer"))) == {}


@pytest.mark.parametrize(
    "asked", ["site=x", "site=0", f"site={'9' * 40}", "query=%00%ff", f"query={'a' * 5000}"]
)
def test_nonsense_in_the_address_of_a_form_is_answered_with_the_form(editor, asked):
    assert editor.get(f"{NEW}?{asked}").status_code == 200


def test_the_page_says_how_many_titles_found_their_pages_last(editor, record):
    today = timezone.localdate()
    assert "按标题搜索排在前三位" not in editor.get(VISITS, {"list": "searches"}).content.decode()
    TitleCheck.objects.create(site=record.site, day=today, sampled=100, found=97)
    TitleCheck.objects.create(site=record.site, day=today - datetime.timedelta(1), sampled=100, found=1)
    shown = editor.get(VISITS, {"list": "searches"}).content.decode()
    assert f"{today.isoformat()}抽查100个页面，按标题搜索排在前三位的占97%" in shown
