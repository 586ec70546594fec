"""Files become drafts under review, once each; what cannot come in is named with its reason."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models.signals import pre_save

from portal.content.models import Article, Column
from portal.documents.body import text_of
from portal.documents.models import ImportedDocument
from portal.documents.operations import Outcome, import_files
from portal.documents.reading.document import comparable
from portal.documents.sources import SourceFile, files_in
from sites.accounts.models import User
from sites.editorial.operations import approve
from sites.media.models import SiteDocument
from sites.registry.models import SiteRecord
from tests.factories.pages import ArticleFactory, ColumnFactory
from tests.factories.review import approve_all, make_reviewers
from tests.factories.sites import make_member, make_site, make_user

from .regulations import FOLDER, REGULATIONS, needs_regulations
from .samples import NOTICE, REGULATION, TRADITIONAL, page_of_lines, word_of_lines

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def record(module_db) -> SiteRecord:
    return make_site("docs", kind="portal", hostname="docs.example")


@pytest.fixture(scope="module")
def editor(record: SiteRecord) -> User:
    return make_member(record, "editor", username="importer")


@pytest.fixture(scope="module")
def column(record: SiteRecord) -> Column:
    return ColumnFactory(parent=record.site.root_page, title="规范性文件", slug="gfxwj", kind="policy")


@pytest.fixture(autouse=True)
def _media_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def source(name: str, data: bytes | str) -> SourceFile:
    content = data.encode() if isinstance(data, str) else data
    return SourceFile(name, lambda: content)


def bring_in(column: Column, editor: User, *files: SourceFile, **options) -> list[Outcome]:
    return list(import_files(files, column, editor, **options))


def stored_files(settings) -> list[str]:
    return [name for _place, _folders, names in os.walk(settings.MEDIA_ROOT) for name in names]


def run(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_documents", str(folder), *options, stdout=out)
    return out.getvalue()


COMMON = ("--site", "docs.example", "--column", "gfxwj", "--by", "importer")


def fill(folder: Path, files: Iterable[tuple[str, bytes | str]]) -> Path:
    for name, data in files:
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def test_a_file_becomes_a_draft_under_review_with_the_original_attached(column, editor, record) -> None:
    (outcome,) = bring_in(column, editor, source("通知.txt", NOTICE))
    page = Article.objects.get(pk=outcome.page.pk)
    assert not page.live
    assert page.workflow_in_progress
    assert page.owner == editor
    assert page.current_workflow_state.requested_by == editor
    assert page.get_parent().specific == column
    assert page.department == record.sponsor
    assert (page.document_number, page.issuer) == ("安政办发〔2025〕12号", "安澜市人民政府办公室")
    assert page.source_name == "安澜市人民政府办公室"
    original = page.attachments[0].value["document"]
    assert original.collection == record.collection
    assert original.file.read() == NOTICE.encode()


def test_what_the_rules_object_to_stays_a_draft_and_says_why(column, editor) -> None:
    (outcome,) = bring_in(column, editor, source("通知.txt", NOTICE + "\n联系人：李某，13800138000。\n"))
    page = Article.objects.get(pk=outcome.page.pk)
    assert page.current_workflow_state is None
    assert any("138****8000" in warning for warning in outcome.warnings)


def test_headings_paragraphs_and_tables_arrive_as_blocks(column, editor) -> None:
    table = "<table><tr><th>项目</th><th>数</th></tr><tr><td>收入</td><td>1</td></tr></table>"
    page = f"<h1>收支表</h1><h2>一般预算</h2><p>见<b>下表</b>。</p>{table}"
    (outcome,) = bring_in(column, editor, source("表.html", page))
    body = Article.objects.get(pk=outcome.page.pk).body
    assert [block.block_type for block in body] == ["heading", "paragraph", "table"]
    assert dict(body[0].value) == {"text": "一般预算", "level": "2", "anchor": "heading-1"}
    assert body[1].value.source == "<p>见<b>下表</b>。</p>"
    table = body[2].value["table"]
    assert [column["heading"] for column in table.columns] == ["项目", "数"]
    assert [row["values"] for row in table.row_data] == [["收入", "1"]]
    assert body.stream_block.clean(body)


def test_a_page_is_kept_as_an_archive_that_no_browser_runs(column, editor) -> None:
    bring_in(column, editor, source("公告.html", page_of_lines(NOTICE)))
    assert SiteDocument.objects.latest("pk").file_extension == "zip"


def test_traditional_text_is_marked_on_the_page(column, editor) -> None:
    (outcome,) = bring_in(column, editor, source("a.txt", TRADITIONAL.encode("big5")))
    assert outcome.page.language_variant == "traditional"
    assert outcome.page.title == "安瀾市圖書館管理辦法"


def test_the_importer_cannot_approve_what_he_brought_in(column, editor, record) -> None:
    (outcome,) = bring_in(column, editor, source("a.txt", REGULATION))
    with pytest.raises(PermissionDenied):
        approve(outcome.page, editor)
    approve_all(outcome.page, make_reviewers(record))
    assert Article.objects.get(pk=outcome.page.pk).live


def test_the_same_text_comes_in_once_whatever_file_it_is_in(column, editor) -> None:
    outcomes = bring_in(
        column,
        editor,
        source("a.txt", REGULATION),
        source("b.txt", REGULATION),
        source("c.txt", REGULATION.encode("gb18030")),
        source("d.docx", word_of_lines(REGULATION)),
        source("e.html", page_of_lines(REGULATION)),
    )
    assert [outcome.code for outcome in outcomes] == ["", "repeated", "repeated", "repeated", "repeated"]
    assert "a.txt" in outcomes[1].reason
    assert [outcome.code for outcome in bring_in(column, editor, source("x.txt", REGULATION))] == [
        "already_here"
    ]
    assert ImportedDocument.objects.count() == 1


def test_what_an_editor_entered_by_hand_does_not_come_in_again(column, editor) -> None:
    (outcome,) = bring_in(column, editor, source("a.txt", REGULATION))
    body = outcome.page.body
    outcome.page.delete()
    ArticleFactory(
        parent=column, title="安澜市公共停车场管理办法(征求意见稿)", body=body, live=False
    ).save_revision()
    assert [outcome.code for outcome in bring_in(column, editor, source("a.txt", REGULATION))] == [
        "already_here"
    ]


def test_another_text_of_the_same_title_comes_in_with_a_warning(column, editor) -> None:
    ArticleFactory(parent=column, title="安澜市公共停车场管理办法(征求意见稿)").save_revision()
    (outcome,) = bring_in(column, editor, source("a.txt", REGULATION))
    assert outcome.brought_in
    assert any("this title" in warning for warning in outcome.warnings)


def test_a_file_may_come_again_when_its_page_was_deleted(column, editor) -> None:
    (outcome,) = bring_in(column, editor, source("a.txt", REGULATION))
    Article.objects.get(pk=outcome.page.pk).delete()
    assert bring_in(column, editor, source("a.txt", REGULATION))[0].brought_in


def test_another_site_may_have_the_same_text(column, editor) -> None:
    bring_in(column, editor, source("a.txt", REGULATION))
    other = make_site("other", kind="department")
    shelf = ColumnFactory(parent=other.site.root_page, kind="policy")
    assert bring_in(shelf, make_member(other, "editor"), source("a.txt", REGULATION))[0].brought_in


def test_files_that_cannot_come_in_are_named_and_the_rest_goes_in(column, editor) -> None:
    outcomes = bring_in(
        column,
        editor,
        source("空.txt", b"  \n"),
        source("图.png", b"\x89PNG"),
        source("坏.docx", b"PK\x03\x04broken"),
        source("断.txt", REGULATION.strip().encode()[:-1]),
        source("好.txt", REGULATION),
    )
    assert {outcome.name: outcome.code for outcome in outcomes} == {
        "空.txt": "empty",
        "图.png": "unsupported",
        "坏.docx": "broken",
        "断.txt": "broken_bytes",
        "好.txt": "",
    }
    assert all(outcome.reason for outcome in outcomes if outcome.code)


def test_a_file_that_fails_half_way_leaves_nothing_behind(column, editor, settings) -> None:
    def fail(**_signal) -> None:
        raise RuntimeError("the disk is full")

    pre_save.connect(fail, sender=ImportedDocument)
    try:
        (outcome,) = bring_in(column, editor, source("a.txt", REGULATION))
    finally:
        pre_save.disconnect(fail, sender=ImportedDocument)
    assert outcome.code == "unexpected"
    assert not Article.objects.exists()
    assert not SiteDocument.objects.exists()
    assert stored_files(settings) == []


def test_a_trial_stores_nothing_but_finds_what_would_come_twice(column, editor, settings) -> None:
    files = source("a.txt", REGULATION), source("b.txt", REGULATION)
    outcomes = bring_in(column, editor, *files, dry_run=True)
    assert [outcome.code for outcome in outcomes] == ["", "repeated"]
    assert not Article.objects.exists()
    assert stored_files(settings) == []


def test_only_people_of_the_site_bring_documents_in(column) -> None:
    outsider = make_member(make_site(kind="department"), "editor")
    for user in (outsider, make_user()):
        with pytest.raises(PermissionDenied):
            import_files([], column, user)


def test_a_column_that_holds_no_articles_takes_no_documents(record, editor) -> None:
    leaders = ColumnFactory(parent=record.site.root_page, kind="leaders")
    with pytest.raises(ValidationError):
        import_files([], leaders, editor)


def test_the_command_tells_of_every_file_and_a_second_run_changes_nothing(column, editor, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    folder = fill(
        tmp_path / "in", [("a.txt", REGULATION), ("b.docx", word_of_lines(NOTICE)), ("c.pdf", b"%PDF")]
    )
    first = run(folder, *COMMON)
    assert "2 of 3 files were brought in" in first
    assert "Skipped: c.pdf." in first
    second = run(folder, *COMMON)
    assert "0 of 3 files were brought in" in second
    assert Article.objects.count() == 2


def test_the_column_may_be_named_by_its_title_and_a_trial_says_that_it_was_one(
    column, editor, tmp_path
) -> None:
    (tmp_path / "in").mkdir()
    folder = fill(tmp_path / "in", [("a.txt", REGULATION)])
    options = ("--site", "DOCS.example:8000", "--column", "规范性文件", "--by", "importer", "--dry-run")
    assert "nothing was stored" in run(folder, *options)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--site", "nowhere", "--column", "gfxwj", "--by", "importer"), "docs.example"),
        (("--site", "docs.example", "--column", "nothing", "--by", "importer"), "规范性文件 (gfxwj)"),
        (("--site", "docs.example", "--column", "gfxwj"), "importer"),
        (("--site", "docs.example", "--column", "gfxwj", "--by", "nobody"), "importer"),
    ],
)
def test_a_wrong_name_is_answered_with_those_that_exist(column, editor, tmp_path, options, sentence) -> None:
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        run(tmp_path, *options)


def test_two_columns_of_one_title_are_told_apart_by_their_slugs(column, editor, record, tmp_path) -> None:
    ColumnFactory(parent=record.site.root_page, title="规范性文件", slug="gfxwj2", kind="policy")
    with pytest.raises(CommandError, match="gfxwj2"):
        run(tmp_path, "--site", "docs.example", "--column", "规范性文件", "--by", "importer")


def test_the_command_fails_when_nothing_could_be_done(column, editor, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(CommandError, match="no files"):
        run(tmp_path / "in", *COMMON)
    fill(tmp_path / "in", [("c.pdf", b"%PDF")])
    with pytest.raises(CommandError, match="None of the 1 files"):
        run(tmp_path / "in", *COMMON)
    with pytest.raises(CommandError, match="no folder"):
        run(tmp_path / "elsewhere", *COMMON)


def test_links_out_of_the_folder_pipes_and_huge_files_are_not_read(tmp_path, column, editor) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(REGULATION)
    (folder / "a-link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b-gone.txt").symlink_to(tmp_path / "nothing.txt")
    os.mkfifo(folder / "c-pipe.txt")
    with (folder / "d-huge.txt").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    (folder / "below" / "e.txt").write_text(NOTICE)
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$lock.docx").write_bytes(b"x")
    outcomes = list(import_files(files_in(folder), column, editor, dry_run=True))
    assert {outcome.name: outcome.code for outcome in outcomes} == {
        "a-link.txt": "outside",
        "b-gone.txt": "unreadable",
        "c-pipe.txt": "no_file",
        "d-huge.txt": "too_large",
        "below/e.txt": "",
    }


def test_a_file_name_with_strange_bytes_can_still_be_told(tmp_path) -> None:
    (tmp_path / os.fsdecode("通知.txt".encode("gb18030"))).write_text(NOTICE)
    (tmp_path / "red\x1b[31m.txt").write_text(NOTICE)
    for file in files_in(tmp_path):
        assert file.name.isprintable()
        assert file.read() == NOTICE.encode()


@needs_regulations
def test_the_five_real_regulations_come_in_whole(column, editor) -> None:
    out = run(FOLDER, *COMMON)
    assert "5 of 5 files were brought in" in out
    for regulation in REGULATIONS:
        page = Article.objects.get(title=regulation.title)
        source_text = comparable((FOLDER / regulation.file).read_text("utf-8"))
        ours = comparable(page.title + text_of(page.body))
        assert ours.replace("(", "").replace(")", "") == source_text.replace("(", "").replace(")", "")
        anchors = [block.value["anchor"] for block in page.body if block.block_type == "heading"]
        assert sum(anchor.startswith("article-") for anchor in anchors) == regulation.articles
        assert page.body.stream_block.clean(page.body)
    assert "0 of 5 files were brought in" in run(FOLDER, *COMMON)


@needs_regulations
def test_a_regulation_that_was_approved_can_be_read_and_linked_into(column, editor, record, client) -> None:
    run(FOLDER, *COMMON)
    page = Article.objects.get(title="三亞市政務信息資源共享管理辦法")
    approve_all(page, make_reviewers(record))
    page = Article.objects.get(pk=page.pk)
    html = client.get(page.relative_url(record.site), headers={"host": "docs.example"}).content.decode()
    assert "<h1" in html
    for number in range(1, 35):
        assert f'id="article-{number}"' in html
