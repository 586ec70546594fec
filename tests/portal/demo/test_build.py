"""Building the small municipality through the operations of an editor."""

from __future__ import annotations

import datetime
import io
import stat

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from portal.content.models import Article, Column
from portal.demo import dataset, files
from portal.demo.accounts import accounts_file
from portal.demo.bodies import body_json
from portal.demo.build import build
from portal.demo.models import Build, BuiltPage
from sites.accounts.models import User
from sites.editorial.levels import level_of
from sites.editorial.models import LiveFinding, ReviewTask, SignOffTask
from sites.editorial.rules import live
from sites.editorial.rules.registry import Level
from sites.ledger.operations import discrepancies, faults
from sites.media.models import SiteImage
from sites.pages import gate
from sites.registry.models import Administrator, Department, SiteRecord, SiteState
from sites.submissions.models import Submission

AS_OF = datetime.datetime(2026, 11, 20, 18)
# Deliberate faults that concern the text of one page, and the rule that finds each.
FOUND_BY = {
    "portal.news.library": "pictures.alternative",
    "portal.news.typo-post": "leaders.post",
    "portal.notice.scholarship": "personal.resident-id",
    "portal.city.transport": "links.host",
    "wjw.notice.incomplete-name": "attachments.missing",
    "jyj.notice.typo": "words.error",
    "portal.data.stale-date": "dates.renewed",
    "portal.media.market": "links.hidden",
    "portal.media.reprint": "reprint.source",
    "rsj.notice.impossible-data": "words.unfinished",
    "portal.notice.bad-date": "dates.impossible",
}


@pytest.fixture(scope="module")
def town(module_db):
    """The small municipality, and what it was built from."""
    accounts_file().unlink(missing_ok=True)
    assert build(AS_OF, small=True, say=lambda line: None)
    return dataset.municipality(AS_OF, small=True)


@pytest.fixture
def pages(town, db) -> dict[str, Page]:
    """The pages by key, without columns and home pages."""
    built = BuiltPage.objects.exclude(key__contains=":").select_related("page")
    return {one.key: one.page for one in built}


def test_every_page_is_there_and_published(town, pages):
    assert set(pages) == {spec.key for spec in town.pages}
    assert all(page.live and not page.has_unpublished_changes for page in pages.values())


def test_every_page_took_the_steps_of_its_level_by_as_many_people_who_did_not_write_it(pages):
    for key, page in pages.items():
        state = WorkflowState.objects.for_instance(page).get(status=WorkflowState.STATUS_APPROVED)
        approvers = TaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_APPROVED)
        people = set(approvers.values_list("finished_by", flat=True))
        assert len(people) == len(level_of(page).steps), key
        assert state.requested_by_id not in people, key
        assert not people & set(page.revisions.values_list("user", flat=True)), key


def test_pages_were_published_when_their_texts_say_so(town, pages):
    for spec in town.pages:
        page = pages[spec.key]
        assert timezone.make_naive(page.first_published_at) == (spec.first_published or spec.when), spec.key
        assert timezone.make_naive(page.specific.display_date) == spec.when, spec.key


def test_pages_stand_in_their_own_site(town, pages):
    for spec in town.pages:
        root = SiteRecord.objects.get(code=spec.site).site.root_page
        assert pages[spec.key].path.startswith(root.path), spec.key


def test_sites_are_live_and_have_people_who_answer_for_them(town, db):
    for record in SiteRecord.objects.all():
        assert record.state == SiteState.LIVE
        assert record.principal
        assert record.deputy
        assert record.principal != record.deputy
        columns = Column.objects.descendant_of(record.site.root_page)
        assert all(column.owner_person == record.principal for column in columns)
    assert SiteRecord.objects.count() == len(town.sites)


def test_departments_form_a_tree_with_one_that_was_succeeded(town, db):
    assert Department.objects.count() == len(town.departments)
    dissolved = Department.objects.get(dissolved_on__isnull=False)
    assert dissolved.current.name == "安澜市政务服务和数据管理局"


def test_every_picture_has_words(town, db):
    assert SiteImage.objects.exists()
    assert not SiteImage.objects.filter(description="").exists()


@pytest.mark.parametrize("site", dataset.SMALL_SITES)
def test_every_page_of_a_site_opens(client, town, pages, site):
    host = SiteRecord.objects.get(code=site).site.hostname
    for spec in town.pages:
        if spec.site == site:
            page = pages[spec.key]
            answer = client.get(page.url_path.removeprefix(f"/{site}"), headers={"host": host})
            assert answer.status_code == (302 if spec.kind == "link" else 200), spec.key


def test_the_home_page_shows_news_alerts_and_links(client, town, db):
    text = client.get("/", headers={"host": "localhost"}).content.decode()
    story = next(page.title for page in town.pages if (page.site, page.column) == ("portal", "bsyw"))
    for expected in (story, "寒潮蓝色预警", "清江县人民政府", "https://www.gov.cn/"):
        assert expected in text


def test_a_gallery_shows_its_pictures_with_captions(town, db):
    image = SiteImage.objects.first()
    article = Article(body=body_json("![a|甲][b|乙]", lambda key: ("", ""), lambda key: image.pk))
    html = article.body.render_as_block()
    assert html.count("<img") == 2
    assert "乙" in html


def test_an_interpretation_links_to_its_document(client, town, pages):
    spec = next(spec for spec in town.pages if spec.interprets)
    host = SiteRecord.objects.get(code=spec.site).site.hostname
    path = pages[spec.key].url_path.removeprefix(f"/{spec.site}")
    document = pages[spec.interprets].url_path.removeprefix(f"/{spec.site}")
    assert document in client.get(path, headers={"host": host}).content.decode()


def test_passwords_are_in_one_file_for_its_owner_only(town, db):
    path = accounts_file()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = [line.split("\t") for line in path.read_text().splitlines()[1:]]
    assert {row[2] for row in rows} == set(User.objects.values_list("username", flat=True))
    assert len({row[3] for row in rows}) == len(rows)
    assert all(User.objects.get(username=row[2]).check_password(row[3]) for row in rows)


def test_the_three_administrators_are_there_and_stand_in_no_site(town, db):
    held = dict(Administrator.objects.values_list("user__username", "post"))
    assert held == {"xitong": "system_admin", "anquan": "security_admin", "shenji": "audit_admin"}
    assert not User.objects.filter(administrator__isnull=False).exclude(groups=None).exists()


def _state() -> tuple:
    return (
        Page.objects.count(),
        SiteImage.objects.count(),
        sorted(User.objects.values_list("username", "password")),
        accounts_file().read_text(),
        Page.objects.order_by("-latest_revision_created_at").first().latest_revision_created_at,
    )


def test_a_second_call_changes_nothing_and_says_so(town, db):
    before = _state()
    said = io.StringIO()
    call_command("build_demo", stdout=said)
    assert "没有" in said.getvalue()
    assert _state() == before


def test_what_was_deleted_afterwards_stays_deleted(town, db):
    with gate.opened():
        Article.objects.first().delete()
    count = Page.objects.count()
    assert not build(AS_OF, small=True, say=lambda line: None)
    assert Page.objects.count() == count


def test_an_interrupted_build_goes_on_where_it_was(town, db):
    before = _state()[:4]
    Build.objects.update(finished_at=None)
    for key in [spec.key for spec in town.pages if spec.kind in {"alert", "link"}]:
        with gate.opened():
            BuiltPage.objects.get(key=key).page.delete()
    # It keeps the day and the size it began with.
    assert build(AS_OF - datetime.timedelta(days=9), small=False, say=lambda line: None)
    assert _state()[:4] == before


def test_the_content_cannot_look_back_from_the_future(db):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(CommandError):
        call_command("build_demo", "--as-of", tomorrow.isoformat())


def test_texts_wait_on_the_desks_of_those_who_work_on_them(town, db):
    states = {
        row["key"]: (row["state"], BuiltPage.objects.get(key=f"desk:{row['key']}").page)
        for row in files.read("desk.toml")["text"]
        if row["site"] in dataset.SMALL_SITES
    }
    assert {state for state, _page in states.values()} == {"draft", "review", "sign_off", "returned"}
    for state, page in states.values():
        assert not page.live
        task = page.current_workflow_task
        assert (type(task) if task else None) == {"review": ReviewTask, "sign_off": SignOffTask}.get(state)
        assert (page.current_workflow_state is None) == (state == "draft")


def test_units_have_offered_their_newest_to_the_portal(town, db):
    offers = Submission.objects.open().select_related("source")
    assert {offer.target_site_code for offer in offers} == {"portal"}
    assert {offer.source_site_code for offer in offers} <= {site["key"] for site in town.sites}
    assert all(offer.source.live for offer in offers)
    assert offers


def test_the_ledger_has_a_signature_for_everything_that_is_public(town, db):
    assert list(faults()) == []
    assert list(discrepancies()) == []


def test_the_rules_object_to_the_deliberate_faults_and_to_nothing_else(pages):
    live.check_everything()
    keys = {page.pk: key for key, page in pages.items()}
    serious = LiveFinding.objects.open().exclude(level=Level.NOTE)
    found = {(keys.get(one.page_id, one.page.title), one.rule) for one in serious}
    faulty = {fault["page"] for fault in dataset.faults()}
    assert {pair for pair in found if pair[0] not in faulty} == set()
    assert {pair for pair in FOUND_BY.items() if pair[0] in pages} <= found
