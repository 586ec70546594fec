"""After whatever changes, every address answers what a fresh rendering would; the rest keeps its copies."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import pytest
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Page, ReferenceIndex

from portal.content.models import Article, Column
from sites.delivery.copies.changes import expire_copies, turn
from sites.delivery.copies.store import Store
from sites.delivery.publication_steps import note_its_turns
from sites.jobs.models import TaskRun
from sites.media.operations import store_image
from sites.pages import gate
from tests.factories.pages import AlertFactory, ArticleFactory, ColumnFactory, LeaderFactory, TopicFactory
from tests.factories.sites import make_site
from tests.portal.content.conftest import Everything, column_of
from tests.sites.protection import samples

from .conftest import Readers, publish

Act = Callable[[Everything], object]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    ACTS[function.__name__] = function
    return function


def fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


@act
def a_new_article(everything):
    made = ArticleFactory(parent=everything.by_type["column"], live=False, title="刚刚发布的通知")
    publish(fresh(made))


@act
def a_new_title(everything):
    publish(fresh(everything.by_type["article"]), title="改过的标题")


@act
def an_earlier_date(everything):
    earlier = timezone.now() - datetime.timedelta(hours=12)
    publish(fresh(everything.by_type["article"]), display_date=earlier)


@act
def an_english_site_of_the_same_government(everything):
    make_site("en", kind="portal", sponsor=everything.record.sponsor, language="en")


@act
def a_withdrawn_article(everything):
    with gate.opened():
        fresh(everything.by_type["article"]).unpublish()


@act
def an_article_in_another_column(everything):
    target = column_of(everything.record, "news")
    with gate.opened():
        fresh(everything.by_type["article"]).move(target, pos="last-child")


@act
def a_deleted_article(everything):
    with gate.opened():
        fresh(everything.by_type["article"]).delete()


@act
def a_pinned_article(everything):
    last = Article.objects.child_of(everything.by_type["column"]).order_by("display_date").first()
    publish(last, pinned_until=timezone.localdate())


@act
def another_name_and_address_of_a_column(everything):
    publish(fresh(everything.by_type["column"]), title="公示公告", slug="gsgg")


@act
def another_address_of_the_column_above(everything):
    publish(fresh(everything.by_type["column"]).get_parent().specific, title="要闻", slug="yaowen")


@act
def a_column_that_moves(everything):
    news = Column.objects.child_of(everything.record.site.root_page).filter(kind="group").first()
    column = ColumnFactory(parent=everything.record.site.root_page, kind="news")
    ArticleFactory(parent=column)
    with gate.opened():
        fresh(column).move(news or everything.by_type["column"], pos="last-child")


@act
def a_new_column(everything):
    made = ColumnFactory(parent=everything.record.site.root_page, live=False, title="专栏")
    publish(fresh(made))


@act
def a_new_leader(everything):
    made = LeaderFactory(parent=column_of(everything.record, "leaders"), live=False)
    publish(fresh(made))


@act
def a_new_topic(everything):
    made = TopicFactory(parent=column_of(everything.record, "topics"), live=False)
    publish(fresh(made))


@act
def an_alert_on_all_sites(everything):
    made = AlertFactory(parent=everything.by_type["portalhome"], live=False, scope="all")
    publish(fresh(made))


@act
def a_withdrawn_alert(everything):
    with gate.opened():
        fresh(everything.by_type["alert"]).unpublish()


@act
def another_name_of_a_department(everything):
    department = everything.record.sponsor
    department.name = department.short_name = "市数据局"
    department.save()


@act
def another_name_of_a_site(everything):
    site = everything.record.site
    site.site_name = "测试市政府门户"
    site.save()


@act
def another_number_of_a_site(everything):
    everything.record.site_id_code = "3605000009"
    everything.record.save()


@act
def another_home_page(everything):
    publish(fresh(everything.by_type["portalhome"]), summary="新的说明")


@pytest.fixture
def do(django_capture_on_commit_callbacks):
    def does(name: str, everything: Everything) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            ACTS[name](everything)

    return does


@pytest.mark.parametrize("name", ACTS)
def test_nobody_reads_what_was(name, do, readers: Readers):
    readers.read_everything()
    do(name, readers.everything)
    assert readers.stale() == []


@pytest.mark.parametrize("name", ["a_new_article", "a_column_that_moves", "a_withdrawn_alert"])
def test_where_a_process_died_its_copies_go_by_the_row_it_left(
    name, readers: Readers, django_capture_on_commit_callbacks
):
    readers.read_everything()
    before = set(TaskRun.objects.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=False):
        ACTS[name](readers.everything)
    for run in TaskRun.objects.exclude(pk__in=before).filter(task_path=expire_copies.path):
        expire_copies(*run.args)
    assert readers.stale() == []


def test_what_is_shown_to_all_is_found_stale_without_an_expiry(
    readers: Readers, django_capture_on_commit_callbacks
):
    """The comparison sees what it should."""
    readers.read_everything()
    with django_capture_on_commit_callbacks(execute=False):
        ACTS["an_alert_on_all_sites"](readers.everything)
    assert len(readers.stale()) > 20


def test_a_new_article_takes_only_the_copies_that_show_it(do, readers: Readers, place: Store):
    readers.read_everything()
    before = set(place.index.files())
    do("a_new_article", readers.everything)
    gone = before - set(place.index.files())
    host, column = readers.everything.host, readers.everything.by_type["column"]
    path = column.get_url_parts()[2]
    list_of_column = {
        f"{host}{path}index.html",
        f"{host}{path}index.page=2.html",
        f"{host}{path}feed/index.html",
    }
    group = path.rsplit("/", 2)[0]
    shown_above = {f"{host}{group}/index.html", f"{host}/index.html", f"{host}/sitemap.xml"}
    in_traditional = {f"{host}/zh-hant{path}index.html", f"{host}/zh-hant/index.html"}
    assert gone == list_of_column | shown_above | in_traditional


def test_a_link_in_a_text_follows_the_page_it_names(do, readers: Readers, django_capture_on_commit_callbacks):
    named = readers.everything.by_type["article"]
    column = column_of(readers.everything.record, "interpretation")
    text = f'<p>详见<a linktype="page" id="{named.pk}">通知</a>。</p>'
    naming = ArticleFactory(parent=column, body=[("paragraph", text)])
    ReferenceIndex.create_or_update_for_object(naming)
    readers.addresses.append((readers.everything.host, naming.get_url_parts()[2]))
    readers.read_everything()
    do("an_article_in_another_column", readers.everything)
    assert readers.stale() == []


def test_a_picture_that_was_changed_is_shown_anew(readers: Readers, django_capture_on_commit_callbacks):
    article = readers.everything.by_type["article"]
    collection = readers.everything.record.collection
    cover, other = (
        store_image(io.BytesIO(samples.photo(size=size)), "现场", "现场的照片", collection, None)
        for size in ((800, 500), (500, 800))
    )
    publish(fresh(article), cover=cover)
    readers.read_everything()
    with django_capture_on_commit_callbacks(execute=True):
        cover.file = other.file
        cover.save()
        cover.renditions.all().delete()
    assert readers.stale() == []


@pytest.mark.parametrize("minutes", [61, 121])
def test_an_alert_comes_and_goes_by_the_clock(minutes, readers: Readers, django_capture_on_commit_callbacks):
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    home = readers.everything.by_type["portalhome"]
    made = AlertFactory(parent=home, live=False, starts_at=now + hour, expires_at=now + 2 * hour)
    with django_capture_on_commit_callbacks(execute=True):
        publish(fresh(made))
        note_its_turns(made.pk, fresh(made).live_revision_id)
    with freeze_time(now + datetime.timedelta(minutes=minutes - 60)):
        readers.read_everything()
    with freeze_time(now + datetime.timedelta(minutes=minutes)):
        due = TaskRun.objects.filter(task_path=turn.path, due_at__lte=timezone.now()).last()
        with django_capture_on_commit_callbacks(execute=True):
            turn(*due.args)
        assert readers.stale() == []


def test_a_page_that_is_pinned_notes_when_that_ends(readers: Readers, django_capture_on_commit_callbacks):
    article = fresh(readers.everything.by_type["article"])
    article.pinned_until = timezone.localdate()
    (moment,) = article.turns()
    midnight = timezone.localtime(moment)
    assert (midnight.hour, midnight.minute, midnight.date()) == (
        0, 0, timezone.localdate() + datetime.timedelta(days=1),
    )  # fmt: skip
    readers.read_everything()
    Article.objects.filter(pk=article.pk).update(pinned_until=timezone.localdate())
    with django_capture_on_commit_callbacks(execute=True):
        turn(article.pk)
    assert readers.stale() == []
