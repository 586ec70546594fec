"""A small site with a long list, a picture, documents and things that no reader may have, and its mirror."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings
from wagtail.models import Page, ReferenceIndex

from portal.content.models import Article, Column
from sites.delivery.mirror import export
from sites.delivery.mirror.manifest import Manifest
from sites.media.models import SiteDocument
from sites.media.operations import store_document, store_image
from sites.pages import gate
from sites.registry.models import SiteRecord
from tests.factories.pages import ArticleFactory, LinkItemFactory, many_articles
from tests.factories.sites import make_site
from tests.sites.protection import samples


class MirroredSite:
    """A site, and what the last export made of it."""

    def __init__(self, record: SiteRecord, data: Path) -> None:
        self.record, self.site, self.data = record, record.site, data
        self.host = self.site.hostname

    @property
    def home(self) -> Path:
        return self.data / "mirror" / self.host

    @property
    def folder(self) -> Path:
        return self.home / "current"

    @property
    def manifest(self) -> Manifest:
        return Manifest.read(self.folder)

    @property
    def column(self) -> Column:
        return Column.objects.descendant_of(self.site.root_page).get(kind="notices")

    def export(self, **options: bool) -> export.Export:
        return export.export(self.site, **options)

    def text(self, file: str) -> str:
        return (self.folder / file).read_text()

    def document(self, title: str) -> SiteDocument:
        file = io.BytesIO(samples.GOOD["pdf"])
        return store_document(file, title, self.record.collection, None, name="a.pdf")

    def article(
        self, title: str, *, live: bool = True, attachment: SiteDocument | None = None, **more
    ) -> Article:
        if attachment is not None:
            more["attachments"] = [("attachment", {"document": attachment, "title": ""})]
        made = ArticleFactory(parent=self.column, title=title, live=live, **more)
        if live:
            # As publish() does.
            ReferenceIndex.create_or_update_for_object(made)
        return made


def file_of(page: Page) -> str:
    """Where a page lies in the mirror."""
    return f"{page.get_url_parts()[2][1:]}index.html"


@pytest.fixture(scope="module")
def made(module_db, tmp_path_factory) -> MirroredSite:
    """The site and its mirror, for tests that change neither."""
    place = tmp_path_factory.mktemp("mirrored")
    places = {"DATA_DIR": place / "data", "MEDIA_ROOT": place / "media", "COPIES_ROOT": str(place / "copies")}
    with override_settings(**places):
        site = MirroredSite(make_site("jyj", name="测试市教育局", hostname="jyj.example"), place / "data")
        photo = io.BytesIO(samples.photo(size=(960, 600)))
        image = store_image(photo, "照片", "广场", site.record.collection, None)
        text = '<p>全文如下，参见<a href="https://outside.example/a?b=1">外部网站</a>。</p>'
        body = [("paragraph", text), ("image", {"image": image, "caption": ""})]
        site.article("公开的通知", attachment=site.document("公开的附件"), body=body)
        site.article("没有签发的通知", live=False, attachment=site.document("没有公开的附件"))
        site.document("没有页面的文件")
        many_articles(site.column, 20)
        services = Column.objects.descendant_of(site.site.root_page).get(kind="services")
        LinkItemFactory(parent=services, title="户口登记", link_page=site.column, link_url="")
        site.export()
        yield site


@pytest.fixture
def site(made: MirroredSite, db, tmp_path, settings) -> MirroredSite:
    """The same site and its mirror, for tests that change them: with files of its own."""
    place = tmp_path / "place"
    shutil.copytree(made.data.parent, place, symlinks=True)
    settings.DATA_DIR, settings.MEDIA_ROOT = place / "data", place / "media"
    settings.COPIES_ROOT = str(place / "copies")
    return MirroredSite(
        SiteRecord.objects.select_related("site__root_page").get(pk=made.record.pk), place / "data"
    )


@pytest.fixture
def changing(django_capture_on_commit_callbacks) -> Callable:
    """`with changing():` - what changes live pages, and is committed at its end."""

    @contextmanager
    def change() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True), gate.opened():
            yield

    return change
