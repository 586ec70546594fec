"""A department that offers, a portal that receives, and a published article with a picture and a file."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from django.utils import timezone
from PIL import Image

from portal.content.models import Article, Column
from sites.editorial import operations as editorial
from sites.editorial.provisioning import record_foundation
from sites.media.operations import store_document, store_image
from sites.submissions import operations, publication_steps
from tests.factories.files import pdf
from tests.factories.review import approve_all, make_reviewers
from tests.factories.sites import make_member, make_site

TEXT = "<p>全市中小学九月一日开学，校车线路随之调整，请家长留意本校通知。</p>"


@pytest.fixture
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    unit, portal = make_site("jyj"), make_site("www", kind="portal")
    Column.objects.filter(slug="tzgg").update(review_level="reprint")
    for record in (unit, portal):
        record_foundation(record)
    columns = {
        record.code: Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")
        for record in (unit, portal)
    }
    people = SimpleNamespace(
        unit=unit,
        portal=portal,
        unit_column=columns["jyj"],
        column=columns["www"],
        author=make_member(unit, "editor", "王采编"),
        editor=make_member(portal, "editor", "陈门户"),
        unit_reviewers=make_reviewers(unit),
        reviewers=make_reviewers(portal),
    )
    operations.open_column(people.column, people.editor)
    return people


def fresh(page) -> Article:
    return Article.objects.get(pk=page.pk)


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(stream, "PNG")
    return io.BytesIO(stream.getvalue())


def publish(page, author, reviewers) -> Article:
    """Hand in, approve, and do what this room does after a publication."""
    editorial.submit(fresh(page), author)
    return approve(page, reviewers)


def approve(page, reviewers) -> Article:
    approve_all(fresh(page), reviewers)
    live = fresh(page)
    for step in (publication_steps.notice_change, publication_steps.enter_copy):
        step(live.pk, live.live_revision_id)
    return live


def write(city, title="关于中小学开学的通知", text=TEXT) -> Article:
    """An article of the department with a picture, an attachment and a link to a page of its site."""
    collection = city.unit.collection
    image = store_image(picture(), "校门", "学校大门", collection, city.author)
    document = store_document(io.BytesIO(pdf("Bus lines")), "校车线路", collection, city.author, "a.pdf")
    inside = f'<p><a linktype="page" id="{city.unit_column.pk}">更多通知</a></p>'
    page = Article(
        title=title,
        summary="九月一日开学，校车线路调整。",
        live=False,
        owner=city.author,
        cover=image,
        display_date=timezone.now(),
        body=[("paragraph", text + inside), ("image", {"image": image, "caption": "校门"})],
        attachments=[("attachment", {"document": document, "title": ""})],
    )
    city.unit_column.add_child(instance=page)
    page.save_revision(user=city.author)
    return page


@pytest.fixture
def source(city) -> Article:
    return publish(write(city), city.author, city.unit_reviewers)


@pytest.fixture
def offered(city, source):
    return operations.offer(source, city.column, city.author, "关系全市家庭")


def adopted(city, submission, way="mirror"):
    """The public copy of an offered page."""
    copy = operations.adopt(submission, city.editor, way)
    assert operations.hand_in(copy, city.editor) == ""
    approve(copy.page, city.reviewers)
    copy.refresh_from_db()
    return copy


def change_source(city, source, text="<p>全市中小学九月二日开学。</p>") -> Article:
    latest = fresh(source).get_latest_revision_as_object()
    latest.body[0] = ("paragraph", text)
    latest.save_revision(user=city.author)
    return publish(source, city.author, city.unit_reviewers)
