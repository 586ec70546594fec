"""Everything live is checked by night; what was found is followed until it is gone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.content.models import Article
from sites.editorial import jobs
from sites.editorial.models import LiveFinding, RuleOverride, TextMark
from sites.editorial.rules import likeness, live
from sites.editorial.rules.checking import check
from sites.pages import gate
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_member, make_site

from .examples import LONG, paragraph

MOBILE = [paragraph("联系人：李某，13800138000。")]


@pytest.fixture
def page(column) -> Article:
    return ArticleFactory(parent=column, body=MOBILE)


def open_rules(page) -> set[str]:
    return set(LiveFinding.objects.open().filter(page=page).values_list("rule", flat=True))


def change(page, **fields) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    with gate.opened():
        page.save()


def test_the_nightly_job_finds_what_is_live_and_nothing_else(column, page):
    draft = ArticleFactory(parent=column, live=False, body=MOBILE)
    jobs.check_live_pages()
    assert "personal.mobile" in open_rules(page)
    assert not open_rules(draft)


def test_a_second_night_finds_the_same_once(page):
    live.check_everything()
    first = LiveFinding.objects.open().get(page=page, rule="personal.mobile")
    live.check_everything()
    again = LiveFinding.objects.get(page=page, rule="personal.mobile")
    assert (again.pk, again.first_seen) == (first.pk, first.first_seen)
    assert again.last_seen > first.last_seen


def test_what_is_repaired_is_gone_and_what_comes_back_is_new(page):
    live.check_page(page)
    change(page, body=[paragraph("联系人：李某。")])
    live.check_page(page)
    assert LiveFinding.objects.get(page=page, rule="personal.mobile").gone_at
    change(page, body=MOBILE)
    live.check_page(page)
    assert LiveFinding.objects.filter(page=page, rule="personal.mobile").count() == 2
    assert LiveFinding.objects.open().filter(page=page, rule="personal.mobile").count() == 1


def test_findings_on_a_page_that_was_taken_down_are_gone(page):
    live.check_everything()
    with gate.opened():
        page.unpublish()
    live.check_everything()
    assert not open_rules(page)
    assert not TextMark.objects.filter(page=page).exists()


def test_what_was_explained_is_not_found_again(page):
    found = next(finding for finding in check(page) if finding.rule.id == "personal.mobile")
    RuleOverride.objects.create(page=page, rule=found.rule.id, digest=found.digest, reason="值班电话")
    live.check_everything()
    assert "personal.mobile" not in open_rules(page)


def test_what_is_kept_does_not_hold_the_number(page):
    live.check_everything()
    kept = LiveFinding.objects.get(page=page, rule="personal.mobile")
    assert "138****8000" in kept.message
    assert "13800138000" not in kept.message + kept.digest


def test_the_next_text_that_is_nearly_the_same_is_found(column):
    old = ArticleFactory(parent=column, body=[paragraph(LONG["long"])])
    likeness.remember(old)
    again = LONG["long"].replace("第7条", "第７条")
    copy = ArticleFactory(parent=column, live=False, body=[paragraph(again)])
    assert old.title in next(f.message for f in check(copy) if f.rule.id == "likeness.text")


def test_of_two_live_texts_the_later_one_is_the_repetition(column):
    texts = [ArticleFactory(parent=column, body=[paragraph(LONG["long"])]) for _number in range(2)]
    for text, day in zip(texts, ("2026-03-01", "2026-04-01"), strict=True):
        change(text, first_published_at=f"{day}T08:00:00+08:00")
    live.check_everything()
    live.check_everything()
    assert "likeness.text" not in open_rules(texts[0])
    assert "likeness.text" in open_rules(texts[1])


def test_the_same_text_on_another_site_is_no_repetition(column):
    old = ArticleFactory(parent=column, body=[paragraph(LONG["long"])])
    likeness.remember(old)
    elsewhere = make_site("elsewhere").site.root_page.get_children().first().specific
    copy = ArticleFactory(parent=elsewhere, live=False, body=[paragraph(LONG["long"])])
    assert not [finding for finding in check(copy) if finding.rule.id == "likeness.text"]


def test_a_batch_costs_a_fixed_number_of_queries_beside_its_pages(
    column, page, django_assert_max_num_queries
):
    live.check_everything()
    ArticleFactory.create_batch(3, parent=column)
    pages = column.get_children().live().count() + 20
    with django_assert_max_num_queries(20 + 12 * pages):
        live.check_everything()


# --- The report ---------------------------------------------------------------------------------------

REPORT = reverse("sites_editorial:live_findings")


def read(client, person) -> str:
    client.force_login(person)
    return client.get(REPORT).content.decode()


def test_the_report_lists_what_is_open_with_a_way_to_the_block(client, column, page):
    live.check_page(page)
    html = read(client, make_member(page.get_site().record, "editor"))
    assert page.title in html
    assert f"#:w:contentpath=body.{page.body[0].id}" in html


def test_the_report_shows_nothing_of_another_site(client, column, page):
    live.check_page(page)
    html = read(client, make_member(make_site("elsewhere"), "site_admin"))
    assert page.title not in html
    assert "138****8000" not in html


def test_the_report_shows_nothing_that_is_gone(client, column, page):
    live.check_page(page)
    LiveFinding.objects.update(gone_at=timezone.now())
    assert page.title not in read(client, make_member(page.get_site().record, "editor"))


def test_the_report_asks_as_often_for_many_findings_as_for_one(
    client, column, page, django_assert_max_num_queries
):
    live.check_page(page)
    editor = make_member(page.get_site().record, "editor")
    read(client, editor)
    with django_assert_max_num_queries(60) as few:
        client.get(REPORT)
    for number in range(5):
        live.check_page(ArticleFactory(parent=column, title=f"第{number}篇", body=MOBILE))
    with django_assert_max_num_queries(len(few)):
        client.get(REPORT)
