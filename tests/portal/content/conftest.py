"""A site with one of everything."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from wagtail.models import Page

from portal.content.models import Column
from sites.registry.models import SiteRecord
from tests.factories import pages
from tests.factories.sites import make_site


@dataclass
class Everything:
    """A site and one page of each type in it, by model name."""

    record: SiteRecord
    by_type: dict[str, Page]

    @property
    def host(self) -> str:
        return self.record.site.hostname


def column_of(record: SiteRecord, kind: str) -> Column:
    return Column.objects.descendant_of(record.site.root_page).filter(kind=kind).first()


@pytest.fixture(scope="module")
def built(module_db) -> tuple[int, dict[str, int]]:
    record = make_site("city", kind="portal", name="测试市人民政府", site_id_code="3605000002")
    home = record.site.root_page.specific
    notices = column_of(record, "notices")
    by_type = {
        "portalhome": home,
        "departmenthome": make_site("bureau", kind="department").site.root_page.specific,
        "countyhome": make_site("county", kind="county").site.root_page.specific,
        "column": notices,
        "article": pages.ArticleFactory(
            parent=notices, department=record.sponsor, source_name="市政府办公室"
        ),
        "linkitem": pages.LinkItemFactory(parent=column_of(record, "services")),
        "leader": pages.LeaderFactory(parent=column_of(record, "leaders")),
        "institution": pages.InstitutionFactory(parent=column_of(record, "institutions")),
        "topic": pages.TopicFactory(parent=column_of(record, "topics")),
        "plainpage": pages.PlainPageFactory(parent=home),
        "alert": pages.AlertFactory(parent=home),
    }
    return record.pk, {name: page.pk for name, page in by_type.items()}


@pytest.fixture
def everything(built, db) -> Everything:
    record_key, keys = built
    found = {page.pk: page for page in Page.objects.filter(pk__in=keys.values()).specific()}
    record = SiteRecord.objects.select_related("site__root_page", "sponsor").get(pk=record_key)
    return Everything(record, {name: found[key] for name, key in keys.items()})
