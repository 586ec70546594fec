"""A mirror takes the place of the one before at once, and only when it is no worse."""

from __future__ import annotations

import shutil

import pytest
from django.core.management import CommandError, call_command

from portal.content.models import Article
from sites.delivery import acts, jobs
from sites.delivery.copies.changes import expire
from sites.delivery.copies.store import EVERYTHING
from sites.delivery.mirror import layout
from sites.delivery.mirror.manifest import digest_of
from sites.jobs.background import declared_jobs
from sites.jobs.models import TaskRun
from sites.ledger.models import Entry
from sites.registry.models import SiteState

from .conftest import MirroredSite, file_of


@pytest.fixture
def page(site: MirroredSite) -> Article:
    return Article.objects.get(title="公开的通知")


@pytest.fixture
def break_it(page: Article, changing, monkeypatch):
    """Have a page fail when it is read."""

    def fail(self, request, *args, **kwargs):
        if self.pk == page.pk:
            raise RuntimeError("broken on purpose")
        return original(self, request, *args, **kwargs)

    original = Article.get_context

    def break_it() -> None:
        monkeypatch.setattr(Article, "get_context", fail)
        with changing():
            expire([f"page:{page.pk}"])

    return break_it


def command(*arguments: str, capsys) -> tuple[int, str]:
    """Exit status and everything that `export_static` says."""
    status = 0
    try:
        call_command("export_static", *arguments)
    except CommandError as error:
        status = error.returncode
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_what_was_withdrawn_is_gone_with_the_next_export(site: MirroredSite, page, changing):
    before = site.manifest.files
    with changing():
        page.unpublish()
    made = site.export()
    gone = set(before) - set(site.manifest.files)
    assert made.broken == []
    assert file_of(page) in gone
    assert any(name.startswith("documents/") for name in gone)
    assert not (site.folder / file_of(page)).exists()
    assert page.title not in site.text("tzgg/index.html") + site.text("search/index.html")


def test_the_last_three_are_kept_and_the_newest_counts(site: MirroredSite):
    for _time in range(3):
        site.export()
    kept = sorted(folder.name for folder in site.home.glob("[0-9]*"))
    assert len(kept) == 3
    assert site.folder.resolve().name == kept[-1]
    assert not (site.home / ".making").exists()


def test_each_mirror_is_in_the_ledger_with_the_digest_of_its_manifest(site: MirroredSite):
    entry = Entry.objects.get(act=acts.MIRROR_MADE)
    assert entry.site == site.record.code
    assert entry.content_digest == digest_of(site.folder / layout.MANIFEST)


def test_a_dead_link_is_reported_and_the_new_mirror_counts(site: MirroredSite, changing, capsys):
    first = site.folder.resolve()
    with changing():
        page = site.article("有坏链接的通知", body=[("paragraph", '<p><a href="/nowhere/">去看看</a></p>')])
    status, said = command(site.host, capsys=capsys)
    assert status == 1
    assert f"/nowhere/ 返回状态码 404；链接所在页面：{page.get_url_parts()[2]}" in said
    assert site.folder.resolve() != first


def test_a_page_that_fails_leaves_the_mirror_before_where_it_is(site: MirroredSite, break_it, capsys):
    first = site.folder.resolve()
    break_it()
    status, said = command(site.host, capsys=capsys)
    assert status == 1
    assert "继续使用上一份镜像" in said
    assert site.folder.resolve() == first
    assert command(site.host, "--anyway", capsys=capsys)[0] == 1
    assert site.folder.resolve() != first


def test_without_a_mirror_before_one_with_holes_is_better_than_none(site: MirroredSite, break_it):
    shutil.rmtree(site.home)
    break_it()
    made = site.export()
    assert {each.status for each in made.broken} == {500}
    assert made.refused == ""
    assert (site.folder / "index.html").exists()


def test_a_site_that_lost_most_of_its_pages_leaves_the_mirror_before_where_it_is(
    site: MirroredSite, changing
):
    with changing():
        Article.objects.child_of(site.column).update(live=False)
        expire([EVERYTHING])
    assert "上一份有" in site.export().refused
    assert len(site.manifest.files) > 50


def test_without_a_home_page_there_is_no_mirror(site: MirroredSite, changing):
    shutil.rmtree(site.home)
    with changing():
        site.site.root_page.unpublish()
    assert "首页" in site.export(anyway=True).refused
    assert not site.folder.exists()


def test_while_citizens_read_the_mirrors_they_stay_as_they_are(site: MirroredSite):
    first = site.folder.resolve()
    layout.switch_on(site.data, None)
    with pytest.raises(CommandError, match="--anyway"):
        call_command("export_static")
    jobs.export_all()
    jobs.export_site(site.host)
    assert not TaskRun.objects.filter(task_path=jobs.export_site.path).exists()
    assert site.folder.resolve() == first


def test_a_host_that_is_no_open_site_has_no_mirror(site: MirroredSite, capsys):
    type(site.record).objects.filter(pk=site.record.pk).update(state=SiteState.CLOSED)
    with pytest.raises(CommandError, match=r"没有域名为 jyj\.example 的开通网站"):
        call_command("export_static", site.host)
    status, said = command(capsys=capsys)
    assert (status, "其镜像已删除" in said) == (0, True)
    assert not site.home.exists()


def test_mirrors_are_made_every_night_one_piece_of_work_for_each_site(site: MirroredSite):
    first = site.folder.resolve()
    job = declared_jobs()["export_static"]
    assert job.cron == "30 2 * * *"
    job.task()
    runs = TaskRun.objects.filter(task_path=jobs.export_site.path)
    assert [run.args for run in runs] == [[site.host]]
    jobs.export_site(*runs[0].args)
    assert site.folder.resolve() != first


def test_nightly_work_fails_visibly_when_the_mirror_before_stays(site: MirroredSite, break_it):
    break_it()
    with pytest.raises(jobs.MirrorRefusedError, match="继续使用上一份镜像"):
        jobs.export_site(site.host)
