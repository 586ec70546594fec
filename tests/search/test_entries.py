"""The search has what is published: after a publication, a change, a withdrawal, a rebuild."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from portal.content.jobs import follow_updates_of_search, verify_search
from portal.content.models import Article
from portal.content.publication_steps import let_it_be_found
from search.engines.anew import make_words_anew
from search.models import Entry
from sites.editorial.after_publication import STEPS
from sites.jobs.models import TaskRun
from sites.pages import gate
from sites.registry.models import SiteRecord, SiteState
from tests.factories import pages
from tests.factories.sites import make_site

from .conftest import FUND, column_of, let_all_be_found, tell_cluster


@pytest.fixture
def article(site) -> Article:
    return Article.objects.get(title=FUND)


def publish(article: Article, **changes: object) -> None:
    for name, value in changes.items():
        setattr(article, name, value)
    with gate.opened():
        article.save_revision().publish()
    article.refresh_from_db()


def test_each_publication_has_a_step_that_lets_the_page_be_found(titles, article):
    assert let_it_be_found in STEPS.values()
    publish(article, title="关于灵活就业人员参保的公告")
    let_it_be_found(article.pk, article.live_revision_id)
    let_it_be_found(article.pk, article.live_revision_id)
    tell_cluster()
    assert titles("参保") == ["关于灵活就业人员参保的公告"]
    assert titles("公积金") == []
    assert Entry.objects.filter(key=str(article.pk)).count() == 1


def test_what_is_withdrawn_is_found_no_more_when_that_returns(titles, article):
    with gate.opened():
        article.unpublish()
    assert titles("公积金") == []
    assert not Entry.objects.filter(key=str(article.pk)).exists()


def test_what_is_public_no_more_is_not_shown_even_if_the_search_still_has_it(titles, article):
    Article.objects.filter(pk=article.pk).update(live=False)
    assert Entry.objects.filter(key=str(article.pk)).exists()
    assert titles("公积金") == []


def test_what_is_deleted_is_gone_from_the_search(article):
    with gate.opened():
        article.delete()
    assert not Entry.objects.filter(key=str(article.pk)).exists()


def test_a_result_leads_to_where_the_page_is_now(client, site, article):
    column = column_of(site)
    column.slug = "gonggao"
    publish(column)
    shown = client.get("/search/?q=公积金", headers={"host": "city.example"}).content.decode()
    article.refresh_from_db()
    address = article.get_url_parts()[2]
    assert "/gonggao/" in address
    assert f'href="{address}"' in shown


def test_every_night_what_is_missing_is_put_in_and_what_is_too_much_taken_out(titles, article):
    Entry.objects.filter(key=str(article.pk)).delete()
    kept = Entry.objects.first()
    Entry.objects.create(source="pages", key="0", site=kept.site, version=kept.version)
    with pytest.raises(CommandError):
        call_command("search", "verify")
    verify_search()
    tell_cluster()
    call_command("search", "verify")
    assert titles("公积金") == [FUND]


def test_entries_of_other_words_are_made_anew(article):
    Entry.objects.update(version=0)
    with pytest.raises(CommandError):
        call_command("search", "verify")
    call_command("search", "rebuild")
    call_command("search", "verify")
    assert not Entry.objects.filter(version=0).exists()


def test_a_rebuild_keeps_what_says_the_same_and_reads_again_what_was_changed_behind_its_back(titles, article):
    other = Entry.objects.exclude(key=str(article.pk)).first()
    Article.objects.filter(pk=article.pk).update(title="关于公共自行车的通知")
    Page.objects.filter(pk=article.pk).update(title="关于公共自行车的通知")
    call_command("search", "rebuild")
    assert titles("自行车") == ["关于公共自行车的通知"]
    assert titles("公积金") == []
    assert Entry.objects.filter(pk=other.pk).exists()


def test_what_is_published_while_the_words_are_made_anew_is_found_afterwards(titles, article):
    def publish_another(_done: int) -> None:
        if not Article.objects.filter(title__contains="自行车").exists():
            new = pages.ArticleFactory(parent=article.get_parent(), title="关于公共自行车的通知")
            let_it_be_found(new.pk, None)
            publish(article, title="关于共享单车的通知")
            let_it_be_found(article.pk, article.live_revision_id)

    make_words_anew(publish_another)
    tell_cluster()
    assert titles("自行车") == ["关于公共自行车的通知"]
    assert titles("共享单车") == ["关于共享单车的通知"]
    assert titles("公积金") == []


def test_a_rebuild_that_is_broken_off_leaves_the_search_as_it_was(titles, article):
    def fall_over(_done: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_words_anew(fall_over)
    assert titles("公积金") == [FUND]
    make_words_anew(lambda _done: None)
    assert titles("公积金") == [FUND]


def test_a_closed_site_is_found_from_no_other_site(titles, site):
    other = make_site("other")
    pages.ArticleFactory(parent=column_of(other), title="关于调整幼儿园收费的通知")
    let_all_be_found()
    assert titles("幼儿园收费") == ["关于调整幼儿园收费的通知"]
    SiteRecord.objects.filter(pk=other.pk).update(state=SiteState.CLOSED)
    assert titles("幼儿园收费") == []


def test_what_another_version_of_the_program_put_in_is_made_anew_without_waiting_for_the_night(article):
    follow_updates_of_search()
    checks = TaskRun.objects.filter(task_path=verify_search.path)
    assert not checks.exists()
    Entry.objects.update(version=0)
    follow_updates_of_search()
    # While the check waits or runs, no other one is begun.
    follow_updates_of_search()
    assert checks.count() == 1
    verify_search()
    checks.delete()
    assert not Entry.objects.filter(version=0).exists()
    follow_updates_of_search()
    assert not checks.exists()
