"""采用: the copy is a page of the other site, reviewed there, with files of its own and its provenance."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sites.editorial import operations as editorial
from sites.editorial import separation
from sites.ledger.models import Entry
from sites.ledger.operations import discrepancies
from sites.pages import references
from sites.registry.admin_scope import scope_of
from sites.registry.operations import grant
from sites.submissions import operations

from .conftest import adopted, approve, change_source, fresh


def test_a_mirror_goes_out_only_after_the_review_of_its_new_site(city, offered):
    copy = operations.adopt(offered, city.editor, "mirror")
    assert operations.hand_in(copy, city.editor) == ""
    assert not fresh(copy.page).live
    assert fresh(approve(copy.page, city.reviewers)).live
    assert list(discrepancies()) == []


def test_a_copy_says_where_it_comes_from(city, source, offered):
    page = fresh(adopted(city, offered).page)
    assert (page.title, page.summary) == (source.title, source.summary)
    assert page.source_name == "jyj网站"
    assert page.source_url == source.full_url
    assert page.is_reprint


def test_the_provenance_of_a_reprint_stays_that_of_its_origin(city, source, offered):
    latest = fresh(source).get_latest_revision_as_object()
    latest.source_name, latest.is_reprint = "新华社", True
    latest.save_revision(user=city.author)
    editorial.submit(fresh(source), city.author)
    approve(source, city.unit_reviewers)
    page = operations.adopt(offered, city.editor, "snapshot").page.specific
    assert (page.source_name, page.source_url) == ("新华社", source.full_url)


def test_pictures_and_files_of_a_copy_belong_to_its_own_site(city, source, offered):
    page = fresh(operations.adopt(offered, city.editor, "adaptation").page)
    of_source, of_copy = references.stored(source), references.stored(page)
    files = {kind for kind, _key in of_copy}
    assert {"image", "document"} <= files
    assert not (of_source & of_copy)
    scope = scope_of(city.editor)
    assert all(scope.holds(kind, key) for kind, key in of_copy)
    assert page.cover.get_file_hash() == source.cover.get_file_hash()
    assert page.cover.file.name != source.cover.file.name


def test_a_link_to_a_page_of_the_source_becomes_its_public_address(city, offered):
    page = fresh(operations.adopt(offered, city.editor, "mirror").page)
    html = page.body[0].value.source
    assert "linktype" not in html
    assert f'href="{city.unit_column.full_url}"' in html


def test_a_file_that_is_there_already_is_not_copied_again(city, source, offered):
    copy = adopted(city, offered)
    images = type(source.cover).objects.count()
    operations.fill(fresh(copy.page), fresh(source), offered, city.editor)
    assert type(source.cover).objects.count() == images


def test_whoever_wrote_the_text_does_not_approve_the_copy(city, offered):
    grant(city.author, city.portal, "reviewer")
    copy = operations.adopt(offered, city.editor, "mirror")
    operations.hand_in(copy, city.editor)
    page = fresh(copy.page)
    assert {city.author.pk, city.editor.pk} <= separation.revisers(page)
    with pytest.raises(PermissionDenied):
        editorial.approve(page, city.author)


def test_an_adaptation_waits_as_a_draft_for_its_editor(city, offered):
    copy = operations.adopt(offered, city.editor, "adaptation")
    page = fresh(copy.page)
    assert page.current_workflow_state is None
    assert not page.live


def test_a_mirror_in_which_somebody_wrote_is_an_adaptation_once_public(city, offered):
    copy = operations.adopt(offered, city.editor, "mirror")
    page = fresh(copy.page).get_latest_revision_as_object()
    page.title = "九月一日开学"
    page.save_revision(user=city.editor)
    operations.hand_in(copy, city.editor)
    approve(page, city.reviewers)
    copy.refresh_from_db()
    assert copy.way == "adaptation"
    assert Entry.objects.filter(act="became_adaptation").count() == 1


def test_what_was_read_is_what_is_adopted(city, source, offered):
    read = source.live_revision_id
    change_source(city, source)
    with pytest.raises(ValidationError, match="新版本"):
        operations.adopt(offered, city.editor, "mirror", read)
    offered.refresh_from_db()
    assert offered.is_open


def test_an_unknown_way_adopts_nothing(city, offered):
    with pytest.raises(ValidationError):
        operations.adopt(offered, city.editor, "steal")
    offered.refresh_from_db()
    assert offered.is_open


def test_a_copy_that_the_rules_object_to_stays_a_draft(city, source, offered):
    copy = operations.adopt(offered, city.editor, "mirror")
    page = fresh(copy.page).get_latest_revision_as_object()
    page.body = []
    page.attachments = []
    page.save_revision(user=city.editor)
    assert operations.hand_in(copy, city.editor)
    assert fresh(page).current_workflow_state is None
