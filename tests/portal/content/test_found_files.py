"""Files that published pages offer are found by the text in them, and only as long as they are offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from portal.content.models import Article
from portal.content.publication_steps import find_changed_file, let_it_be_found
from portal.content.search_files import Files, key_of
from search import finding
from search.maintenance import repair, state
from search.models import Entry
from sites.jobs.limits import TimeLimitExceeded
from sites.jobs.models import TaskRun
from sites.media import reading, texts
from sites.media.models import DocumentText, FileState, SiteDocument
from sites.media.visibility import is_public
from sites.pages import gate
from sites.registry.addresses import public_root
from sites.registry.models import SiteRecord, SiteState
from tests.factories import files
from tests.factories.pages import many_articles
from tests.factories.sites import make_site

from .filing import Office, attachments, found, hits, lines, published, replace, text_of

REGULATIONS = Path(__file__).parents[4] / "shared" / "regulations"
WORD = "螺蛳粉"


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def record(db) -> SiteRecord:
    return make_site("city", kind="portal")


@pytest.fixture
def office(record) -> Office:
    return Office(record)


def take_down(article: Article) -> None:
    with gate.opened():
        article.unpublish()


# --- What is found -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "word"), [("docx", WORD), ("xlsx", WORD), ("pdf", "Liuzhou")])
def test_a_word_that_stands_only_in_the_file_finds_it(office, record, kind, word):
    assert found(record, word) == []
    file = office.file(f"about {word}", "样品", kind)
    office.publish(file)
    assert found(record, word) == [("样品", file.url)]


def test_a_result_says_that_it_is_a_file_and_of_which_page_before_it_shows_the_text(office, record):
    article = office.publish(office.file(f"本市生产{WORD}的企业"), title="关于小吃的公告")
    (hit,) = hits(record, WORD)
    assert (hit.kind, hit.date) == ("附件", article.display_date)
    assert text_of(hit.summary) == f"关于小吃的公告 — 本市生产{WORD}的企业"


def test_it_has_the_title_that_readers_see_on_the_page(office, record):
    file = office.file(WORD, "scan0001")
    published(office.draft(), attachments=attachments(file, title="企业名单"))
    assert found(record, WORD) == found(record, "企业名单") == [("企业名单", file.url)]


def test_a_file_to_which_a_text_links_is_found(office, record):
    file = office.file(WORD, "名单")
    link = f'<p>见<a linktype="document" id="{file.pk}">这里</a>。</p>'
    published(office.draft(), body=[("paragraph", link)])
    assert found(record, WORD) == [("名单", file.url)]


def test_readers_of_another_site_get_the_whole_address(office, record):
    bureau = make_site("bureau")
    file = Office(bureau).file(WORD, "名单")
    Office(bureau).publish(file)
    assert found(record, WORD) == [("名单", f"{public_root(bureau.site)}{file.url}")]


def test_of_a_page_and_a_file_of_the_same_title_the_page_comes_first(office, record):
    office.publish(office.file("正文", "关于小吃的公告"), title="关于小吃的公告")
    assert [hit.kind for hit in hits(record, "关于小吃的公告")] == ["文章", "附件"]


@pytest.mark.skipif(not REGULATIONS.is_dir(), reason="the five regulations are not beside the repository")
@pytest.mark.parametrize("path", sorted(REGULATIONS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sentence_deep_in_a_regulation_finds_the_file(office, record, path):
    text = path.read_text()
    office.publish(office.stored(lines(text), path.stem))
    clauses = [clause for clause in re.split(r"\W+", text) if 12 <= len(clause) <= 30]
    sentence = clauses[len(clauses) * 3 // 4]
    assert [title for title, _url in found(record, f'"{sentence}"')] == [path.stem]


# --- Only what is public -----------------------------------------------------------------------------


def test_a_file_of_a_draft_is_never_found(office, record):
    article = office.draft(office.file(WORD))
    ReferenceIndex.create_or_update_for_object(article)
    repair()
    let_it_be_found(article.pk, None)
    assert found(record, WORD) == []
    assert not Entry.objects.filter(source="files").exists()


def test_what_only_the_draft_of_a_published_page_offers_is_not_found(office, record):
    article = office.publish(office.file("别的"))
    article.attachments = attachments(office.file(WORD))
    with gate.opened():
        article.save_revision()
    repair()
    assert found(record, WORD) == []


def test_files_of_a_page_that_is_withdrawn_are_gone_when_that_returns(office, record):
    article = office.publish(office.file(WORD))
    take_down(article)
    assert not Entry.objects.filter(source="files").exists()
    assert found(record, WORD) == []


def test_files_of_a_page_that_is_deleted_are_gone(office):
    article = office.publish(office.file(WORD))
    with gate.opened():
        article.delete()
    assert not Entry.objects.filter(source="files").exists()


def test_files_of_other_pages_stay(office):
    first, second = (office.publish(office.file(WORD)) for _number in range(2))
    take_down(first)
    (key,) = Entry.objects.filter(source="files").values_list("key", flat=True)
    assert key.startswith(f"{second.pk:019}")


def test_a_file_in_a_private_collection_is_not_found_though_a_page_offers_it(office, record):
    file = office.file(WORD)
    file.collection = record.collection.add_child(name="内部")
    file.save()
    office.publish(file)
    assert found(record, WORD)
    CollectionViewRestriction.objects.create(collection=record.collection, restriction_type="login")
    assert found(record, WORD) == []
    repair()
    assert not Entry.objects.filter(source="files").exists()


def test_two_pages_offer_one_file_and_each_has_its_entry(office, record):
    file = office.file(WORD, "名单")
    first, second = office.publish(file), office.publish(file)
    assert found(record, WORD) == [("名单", file.url)] * 2
    take_down(first)
    assert list(Files().keys()) == [key_of((second.pk, file.pk))]
    assert found(record, WORD) == [("名单", file.url)]


def test_a_file_that_is_taken_out_of_a_page_is_found_no_more_after_its_next_publication(office, record):
    stays = office.file("别的", "其余")
    article = office.publish(office.file(WORD), stays)
    published(article, attachments=attachments(stays))
    assert found(record, WORD) == []
    assert [title for title, _url in found(record, "其余")] == ["其余"]


def test_a_closed_site_offers_no_files(office, record):
    office.publish(office.file(WORD))
    SiteRecord.objects.filter(pk=record.pk).update(state=SiteState.CLOSED)
    assert list(Files().keys()) == []
    assert found(record, WORD) == []


@st.composite
def cities(draw) -> tuple[list[list[bool]], list[bool], list[bool]]:
    """Which of three pages offers which of three files; which are live; which collections are closed."""
    flags = st.lists(st.booleans(), min_size=3, max_size=3)
    return draw(st.lists(flags, min_size=3, max_size=3)), draw(flags), draw(flags)


@given(city=cities())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_published_just_what_is_public_is_found(request, city):
    offered, live, closed = city
    world = request.getfixturevalue("world")
    for page, is_live, row in zip(world.pages, live, offered, strict=True):
        Article.objects.filter(pk=page.pk).update(live=is_live)
        page.attachments = attachments(*(file for file, is_on in zip(world.files, row, strict=True) if is_on))
        ReferenceIndex.create_or_update_for_object(page)
    CollectionViewRestriction.objects.all().delete()
    for file, is_closed in zip(world.files, closed, strict=True):
        if is_closed:
            CollectionViewRestriction.objects.create(collection=file.collection, restriction_type="login")
    expected = {
        key_of((page.pk, file.pk))
        for page, is_live, row in zip(world.pages, live, offered, strict=True)
        for file, is_on, is_closed in zip(world.files, row, closed, strict=True)
        if is_live and is_on and not is_closed
    }
    everything = [key_of((page.pk, file.pk)) for page in world.pages for file in world.files]
    assert Files().addresses(everything, world.site).keys() == expected
    assert set(Files().keys()) == {each.key for each in Files().documents(everything)} == expected
    assert [is_public(file) for file in world.files] == [
        any(key.endswith(f"{file.pk:019}") for key in expected) for file in world.files
    ]
    repair()
    assert set(Entry.objects.filter(source="files").values_list("key", flat=True)) == expected


class World:
    def __init__(self, office: Office) -> None:
        self.site = office.record.site
        self.pages = [office.publish() for _number in range(3)]
        self.files = [office.file(WORD) for _number in range(3)]
        for number, file in enumerate(self.files):
            file.collection = office.record.collection.add_child(name=f"第{number}组")
            file.save()


@pytest.fixture
def world(office) -> World:
    return World(office)


# --- Files that change -------------------------------------------------------------------------------


def test_of_a_file_that_is_replaced_the_new_words_are_found_and_not_the_old(office, record):
    file = office.file(WORD, "名单")
    office.publish(file)
    replace(file, files.word("桂林米粉"))
    run = TaskRun.objects.get(task_path=find_changed_file.path)
    find_changed_file(*run.args)
    assert found(record, WORD) == []
    assert found(record, "桂林米粉") == [("名单", file.url)]


def test_a_rebuild_reads_again_what_was_replaced_behind_its_back(office, record):
    file = office.file(WORD)
    office.publish(file)
    other = office.file("桂林米粉")
    SiteDocument.objects.filter(pk=file.pk).update(file=other.file.name, file_hash=other.file_hash)
    Entry.objects.update(version=0)
    repair()
    assert found(record, WORD) == []
    assert len(found(record, "桂林米粉")) == 1


def test_a_change_of_a_file_that_no_page_offers_is_nobodys_work(office):
    replace(office.file(WORD), files.word("桂林米粉"))
    assert not TaskRun.objects.filter(task_path=find_changed_file.path).exists()


def test_a_file_that_is_deleted_is_gone_at_once(office):
    file = office.file(WORD)
    office.publish(file)
    file.delete()
    assert not Entry.objects.filter(source="files").exists()
    find_changed_file(file.pk or 0)


def test_every_night_missing_entries_of_files_are_put_in_and_others_taken_out(office, record):
    office.publish(office.file(WORD))
    Entry.objects.filter(source="files").delete()
    Entry.objects.create(source="files", key=key_of((1, 1)), site=record.site, version=1)
    found_wrong = state(Files())
    assert (len(found_wrong.missing), found_wrong.left_over) == (1, [key_of((1, 1))])
    repair()
    assert state(Files()).is_right
    assert len(found(record, WORD)) == 1


# --- Files that cannot be read -----------------------------------------------------------------------


def test_a_locked_file_is_found_by_its_title(office, record):
    file = office.stored(files.locked_pdf(files.pdf("Liuzhou")), "企业名单", "pdf")
    office.publish(file)
    assert found(record, "企业名单") == [("企业名单", file.url)]
    assert DocumentText.objects.get(document=file).state == FileState.LOCKED


def test_a_picture_is_found_by_its_title(office, record):
    office.publish(office.stored(b"\x89PNG\r\n\x1a\n", "地形图", "png"))
    assert [title for title, _url in found(record, "地形图")] == ["地形图"]


def test_a_damaged_file_does_not_stop_the_publication(office, record, caplog):
    whole = files.word("正文")
    file, other = office.stored(whole[: len(whole) // 2], "残缺的文件"), office.file(WORD, "完好的文件")
    office.publish(file, other)
    assert [title for title, _url in found(record, "文件")] == ["完好的文件", "残缺的文件"]
    assert len(found(record, WORD)) == 1
    assert DocumentText.objects.get(document=file).state == FileState.DAMAGED
    assert f"Document {file.pk} is damaged" in caplog.text


def test_a_file_over_which_the_library_stumbles_does_not_either(office, record, monkeypatch, caplog):
    monkeypatch.setitem(reading.READERS, "docx", lambda file: 1 / 0)
    file = office.file(WORD, "名单")
    office.publish(file)
    assert found(record, "名单") == [("名单", file.url)]
    assert DocumentText.objects.get(document=file).state == DocumentText.FAILED
    assert "ZeroDivisionError" in caplog.text


def test_a_file_that_stops_the_worker_is_not_opened_for_ever(office, record, monkeypatch):
    opened = []

    def hang(file):
        opened.append(file)
        raise TimeLimitExceeded

    monkeypatch.setitem(reading.READERS, "docx", hang)
    article = office.draft(office.file(WORD, "名单"))
    with pytest.raises(TimeLimitExceeded):
        published(article)
    article.refresh_from_db()
    for _number in range(texts.MOST_TRIES - 1):
        with pytest.raises(TimeLimitExceeded):
            let_it_be_found(article.pk, article.live_revision_id)
    let_it_be_found(article.pk, article.live_revision_id)
    assert len(opened) == texts.MOST_TRIES
    assert [title for title, _url in found(record, "名单")] == ["名单"]


def test_a_file_is_read_once(office, record, monkeypatch):
    article = office.publish(office.file(WORD))
    before = Entry.objects.get(source="files").pk
    monkeypatch.setitem(reading.READERS, "docx", lambda file: pytest.fail("opened again"))
    published(article)
    assert Entry.objects.get(source="files").pk == before
    assert len(found(record, WORD)) == 1


def test_of_a_long_file_the_beginning_is_kept_and_what_no_database_takes_is_not(office, monkeypatch):
    monkeypatch.setattr(texts, "LONGEST", 4)
    monkeypatch.setattr(reading, "read", lambda document: (FileState.WHOLE, "ab\0\ud800后面"))
    file = office.file(WORD)
    assert texts.text_of(file) == "ab"
    assert DocumentText.objects.get(document=file).state == FileState.PART


# --- How much is asked -------------------------------------------------------------------------------


def test_the_keys_and_addresses_take_as_many_queries_however_many_there_are(office, record):
    def count(work) -> int:
        with CaptureQueriesContext(connection) as captured:
            work()
        return len(captured)

    office.publish(office.file(WORD))
    list(Files().keys())
    few = count(lambda: list(Files().keys())), count(lambda: addresses(record))
    many_articles(office.column, 50)
    for _number in range(3):
        office.publish(*(office.file(WORD) for _number in range(3)))
    assert (count(lambda: list(Files().keys())), count(lambda: addresses(record))) == few
    assert few[0] <= 4
    assert Page.objects.live().count() > 50


def test_a_phrase_is_looked_for_in_so_many_characters_and_no_more(office, record, monkeypatch):
    for _number in range(3):
        office.publish(office.file(f"本市生产{WORD}的企业"))
    assert len(found(record, f'"生产{WORD}"')) == 3
    monkeypatch.setattr(finding, "_READ_AT_ONCE", 1)
    monkeypatch.setattr(finding, "MOST_CHARACTERS", 1)
    assert len(found(record, f'"生产{WORD}"')) == 1


def addresses(record: SiteRecord) -> dict[str, str]:
    return Files().addresses(list(Files().keys()), record.site)
