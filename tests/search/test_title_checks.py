"""A title finds its page among the first three: looked at every night, kept for repair, told in status."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.content.jobs import check_titles
from portal.content.models import Article
from portal.content.search_sources import sample
from search import title_checks
from search.models import Entry, TitleCheck
from search.title_checks import Titled, stands_first
from sites.registry.models import SiteRecord, SiteState
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import FUND, column_of, let_all_be_found


def titled(page: Article) -> Titled:
    return Titled("pages", str(page.pk), page.title)


def test_a_page_stands_first_for_its_title(site):
    assert stands_first(site.site, titled(Article.objects.get(title=FUND)))


def test_a_page_that_the_search_lacks_is_missed(site):
    page = Article.objects.get(title=FUND)
    Entry.objects.filter(key=str(page.pk)).delete()
    made = title_checks.check(site.site, [titled(page)], timezone.localdate())
    assert (made.sampled, made.found, made.missed) == (1, 0, [f"pages:{page.pk}"])
    assert made.share == 0


def test_pages_of_the_same_title_are_not_missed_for_each_other(site):
    same = [pages.ArticleFactory(parent=column_of(site), title="值班表") for _number in range(5)]
    let_all_be_found()
    assert all(stands_first(site.site, titled(page)) for page in same)


def test_the_sample_has_published_pages_of_the_site_only(site):
    other = make_site("other")
    found = {page.key for page in sample(site.site, 1000)}
    live = Article.objects.get(title=FUND)
    draft = Article.objects.get(live=False)
    assert str(live.pk) in found
    assert str(draft.pk) not in found
    assert not found & {page.key for page in sample(other.site, 1000)}
    assert len(sample(site.site, 3)) == 3


def test_every_night_each_open_site_is_looked_at_once(site):
    closed = make_site("closed")
    SiteRecord.objects.filter(pk=closed.pk).update(state=SiteState.APPLIED)
    check_titles()
    first = TitleCheck.objects.get(site=site.site, day=timezone.localdate())
    assert first.sampled > 0
    assert first.share == 100
    check_titles()
    assert TitleCheck.objects.get() == first


@pytest.mark.parametrize(("days", "is_kept"), [(400, True), (401, False)])
def test_what_is_old_is_forgotten(site, days, is_kept):
    day = timezone.localdate() - datetime.timedelta(days=days)
    old = TitleCheck.objects.create(site=site.site, day=day, sampled=1, found=1)
    check_titles()
    assert TitleCheck.objects.filter(pk=old.pk).exists() is is_kept


def test_status_tells_the_last_share_of_each_site(site):
    today = timezone.localdate()
    for days, found in ((1, 3), (0, 97)):
        day = today - datetime.timedelta(days)
        TitleCheck.objects.create(site=site.site, day=day, sampled=100, found=found)
    told = StringIO()
    call_command("search", "status", stdout=told)
    assert "抽查100个页面，按标题搜到97个" in told.getvalue()
    assert "搜到3个" not in told.getvalue()
