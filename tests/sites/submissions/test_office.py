"""Submissions as people meet them: offering, the inbox, the decision, the columns, the ranking."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from sites.editorial.operations import submit
from sites.submissions import operations
from sites.submissions.models import ReceivingColumn, SourceChange, Submission
from tests.factories.review import withdraw
from tests.factories.sites import make_member, make_site

from .conftest import adopted, change_source, fresh, publish, write


@pytest.fixture
def enter(client):
    def read(person, name, *arguments):
        client.force_login(person)
        return client.get(reverse(f"sites_submissions:{name}", args=arguments))

    return read


@pytest.fixture
def decide(client):
    def post(person, submission, decision, **data):
        client.force_login(person)
        return client.post(url(submission), {"decision": decision, **data})

    return post


def url(submission) -> str:
    return reverse("sites_submissions:submission", args=[submission.pk])


# --- Offering -------------------------------------------------------------------------------------------


def test_the_form_names_columns_of_other_sites_only(city, source, enter):
    operations.open_column(city.unit_column, city.author)
    html = enter(city.author, "offer", source.pk).content.decode()
    assert f'value="{city.column.pk}"' in html
    assert f'value="{city.unit_column.pk}"' not in html


def test_a_page_is_offered_with_the_form(city, source, client):
    client.force_login(city.author)
    path = reverse("sites_submissions:offer", args=[source.pk])
    answer = client.post(path, {"column": city.column.pk, "reason": "关系全市家庭", "answer_by": ""})
    made = Submission.objects.get()
    assert answer.url == url(made)
    assert made.reason == "关系全市家庭"


def test_nothing_typed_is_lost_when_the_offer_is_refused(city, source, client):
    client.force_login(city.author)
    path = reverse("sites_submissions:offer", args=[source.pk])
    answer = client.post(path, {"reason": "关系全市家庭", "answer_by": "2020-01-01"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "关系全市家庭" in html
    assert "请选择接收报送的栏目" in html


def test_a_day_in_the_past_is_refused_beside_its_field(city, source, client):
    client.force_login(city.author)
    path = reverse("sites_submissions:offer", args=[source.pk])
    answer = client.post(path, {"column": city.column.pk, "answer_by": "2020-01-01"})
    assert answer.status_code == 422
    assert "请选择今天以后的日期" in answer.content.decode()


def test_without_a_column_the_page_says_whom_to_ask(city, source, enter):
    ReceivingColumn.objects.all().delete()
    assert "请联系对方网站" in enter(city.author, "offer", source.pk).content.decode()


def test_people_of_other_roles_and_sites_do_not_reach_the_form(city, source, enter):
    for stranger in (city.unit_reviewers["review"], city.editor):
        assert enter(stranger, "offer", source.pk).status_code == 302


# --- The inbox ------------------------------------------------------------------------------------------


def test_the_inbox_shows_what_was_offered_to_ones_own_site(city, offered, enter):
    assert offered.source.title in enter(city.editor, "received").content.decode()
    assert offered.source.title not in enter(city.author, "received").content.decode()
    third = make_member(make_site("third"), "editor")
    assert offered.source.title not in enter(third, "received").content.decode()
    assert offered.source.title in enter(city.author, "sent").content.decode()


def test_the_desk_shows_what_waits(city, offered, client):
    client.force_login(city.editor)
    assert offered.source.title in client.get("/admin/").content.decode()
    operations.keep(offered, city.editor)
    assert url(offered) not in client.get("/admin/").content.decode()


def test_what_is_late_is_shown_as_such(city, offered, enter):
    Submission.objects.update(answer_by=timezone.now())
    assert "已超时" in enter(city.editor, "received").content.decode()
    assert "已超时" in enter(city.author, "sent").content.decode()


def test_the_inbox_costs_the_same_for_few_and_many(city, source, enter, django_assert_max_num_queries):
    def make(number):
        Submission.objects.bulk_create(
            Submission(
                source_id=source.pk, source_site_code="jyj", column_id=city.column.pk, target_site_code="www",
                offered_by=city.author, answer_by=timezone.now(),
            )
            for _each in range(number)
        )  # fmt: skip

    make(2)
    enter(city.editor, "received")
    with django_assert_max_num_queries(60) as few:
        enter(city.editor, "received")
    make(15)
    with django_assert_max_num_queries(len(few)):
        enter(city.editor, "received")


def test_nobody_else_opens_a_submission(city, offered, enter):
    assert enter(make_member(make_site("third"), "editor"), "submission", offered.pk).status_code == 404


# --- Deciding -------------------------------------------------------------------------------------------


def test_a_mirror_is_adopted_and_handed_in_with_one_button(city, offered, decide):
    shown = offered.source.live_revision_id
    decide(city.editor, offered, "adopt", way="mirror", revision=shown)
    offered.refresh_from_db()
    assert offered.state == "adopted"
    assert fresh(offered.copy.page).workflow_in_progress


def test_an_adaptation_opens_in_the_editor(city, offered, decide):
    answer = decide(city.editor, offered, "adopt", way="adaptation", revision=offered.source.live_revision_id)
    offered.refresh_from_db()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[offered.copy.page_id])


def test_without_a_way_nothing_is_adopted_and_the_answer_is_kept(city, offered, decide):
    answer = decide(city.editor, offered, "adopt", answer="写得好", revision=offered.source.live_revision_id)
    assert answer.status_code == 422
    assert "请选择采用方式" in answer.content.decode()
    assert "写得好" in answer.content.decode()


@pytest.mark.parametrize("decision", ["", "nonsense"])
def test_a_decision_that_is_none_is_refused(city, offered, decide, decision):
    assert decide(city.editor, offered, decision).status_code == 422


def test_a_return_tells_the_unit_why(city, offered, decide, enter):
    assert decide(city.editor, offered, "return").status_code == 422
    decide(city.editor, offered, "return", answer="已有同类稿件。")
    assert "已有同类稿件。" in enter(city.author, "submission", offered.pk).content.decode()


def test_the_unit_sees_no_form_to_decide_and_cannot_post_one(city, offered, decide, enter):
    assert 'value="adopt"' not in enter(city.author, "submission", offered.pk).content.decode()
    answer = decide(city.author, offered, "adopt", way="mirror", revision=offered.source.live_revision_id)
    assert answer.status_code == 422
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_the_unit_recalls_its_offer(city, offered, decide):
    decide(city.author, offered, "recall")
    offered.refresh_from_db()
    assert offered.state == "recalled"


def test_a_change_is_shown_beside_the_adopted_version_and_taken_over(city, source, offered, decide, enter):
    copy = adopted(city, offered)
    change_source(city, source)
    html = enter(city.editor, "submission", offered.pk).content.decode()
    assert "<del>" in html
    assert "<ins>" in html
    change = SourceChange.objects.get()
    decide(city.editor, offered, "take_over", revision=change.revision_id)
    assert fresh(copy.page).workflow_in_progress


def test_who_decides_about_a_change_has_read_the_latest(city, source, offered, decide):
    adopted(city, offered)
    old = source.live_revision_id
    change_source(city, source)
    assert decide(city.editor, offered, "take_over", revision=old).status_code == 422
    assert SourceChange.objects.open().exists()


def test_the_unit_sees_the_question_but_not_the_decision(city, source, offered, enter):
    adopted(city, offered)
    change_source(city, source)
    html = enter(city.author, "submission", offered.pk).content.decode()
    assert "已询问采用网站" in html
    assert 'value="take_over"' not in html


def test_a_withdrawn_source_is_told_without_its_text(city, source, offered, decide, enter):
    copy = adopted(city, offered)
    withdraw(fresh(source), city.unit_reviewers["review"], city.unit_reviewers["sign_off"], "out_of_date")
    html = enter(city.editor, "submission", offered.pk).content.decode()
    assert "原文已撤下" in html
    assert "校车线路" not in html
    change = SourceChange.objects.get()
    assert decide(city.editor, offered, "justify", revision=change.revision_id).status_code == 422
    decide(city.editor, offered, "justify", revision=change.revision_id, answer="本市仍适用。")
    assert fresh(copy.page).live


def test_a_draft_of_the_source_is_never_shown(city, source, offered, enter):
    latest = fresh(source).get_latest_revision_as_object()
    latest.body[0] = ("paragraph", "<p>尚未公开的内容</p>")
    latest.save_revision(user=city.author)
    submit(fresh(source), city.author)
    assert "尚未公开的内容" not in enter(city.editor, "submission", offered.pk).content.decode()


def test_what_a_draft_calls_a_withdrawn_page_is_not_told_to_the_other_site(city, source, offered, enter):
    withdraw(fresh(source), city.unit_reviewers["review"], city.unit_reviewers["sign_off"], "out_of_date")
    # As the form saves a page that is not public.
    Page.objects.filter(pk=source.pk).update(title="尚未公开的标题", draft_title="尚未公开的标题")
    for name, *arguments in (("received",), ("submission", offered.pk)):
        assert "尚未公开的标题" not in enter(city.editor, name, *arguments).content.decode()


def test_a_copy_leads_to_where_it_comes_from(city, offered, client):
    copy = adopted(city, offered)
    client.force_login(city.editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[copy.page_id])).content.decode()
    assert url(offered) in html


# --- Columns and ranking --------------------------------------------------------------------------------


def test_a_column_is_opened_and_shut(city, client):
    client.force_login(city.author)
    path = reverse("sites_submissions:columns")
    client.post(path, {"column": city.unit_column.pk})
    opened = ReceivingColumn.objects.get(site_code="jyj")
    client.post(path, {"close": opened.pk})
    assert not ReceivingColumn.objects.filter(site_code="jyj").exists()


def test_columns_of_another_site_cannot_be_opened_or_shut(city, client):
    opened = ReceivingColumn.objects.get(site_code="www")
    client.force_login(city.author)
    path = reverse("sites_submissions:columns")
    assert client.post(path, {"column": city.column.pk}).status_code == 422
    assert client.post(path, {"close": opened.pk}).status_code == 404
    assert ReceivingColumn.objects.filter(pk=opened.pk).exists()


def test_reviewers_do_not_open_columns(city, enter):
    assert enter(city.reviewers["review"], "columns").status_code == 302


def test_the_ranking_is_shown_and_taken_away(city, offered, client):
    adopted(city, offered)
    client.force_login(city.author)
    path = reverse("sites_submissions:ranking")
    html = client.get(path).content.decode()
    assert "jyj网站" in html
    assert "关于中小学开学的通知" not in html
    answer = client.get(path, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "jyj网站" in text
    assert "得分" in text
    assert client.get(path, {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-00"])
def test_a_month_that_is_none_shows_the_present_one(city, client, month):
    client.force_login(city.author)
    assert client.get(reverse("sites_submissions:ranking"), {"month": month}).status_code == 200


def test_two_articles_offered_stand_in_the_order_of_their_days(city, source, offered, enter):
    second = publish(
        write(city, "关于供暖的通知", "<p>十一月十五日开始供暖。</p>"), city.author, city.unit_reviewers
    )
    urgent = operations.offer(second, city.column, city.author)
    Submission.objects.filter(pk=urgent.pk).update(answer_by=timezone.now())
    html = enter(city.editor, "received").content.decode()
    assert html.index("关于供暖的通知") < html.index(source.title)
