"""No page stands where the system itself answers."""

from __future__ import annotations

import pytest

from portal.content.models import Column, PortalHome
from tests.factories.sites import make_member, make_site

SENTENCE = "由系统使用，请换一个"


def errors_of(parent, slug: str, editor) -> str:
    form_class = Column.get_edit_handler().get_form_class()
    form = form_class({"title": "栏目", "slug": slug}, instance=Column(), parent_page=parent, for_user=editor)
    return str(form.errors.get("slug", ""))


@pytest.fixture
def home(db):
    return make_site(kind="portal").site.root_page.specific


@pytest.fixture
def editor(home):
    return make_member(home.get_site().record, "site_admin")


@pytest.mark.parametrize(
    "slug", ["search", "sitemap", "admin", "mode", "leaving", "zh-hant", "static", "media"]
)
def test_an_address_of_the_system_is_refused_with_a_sentence(home: PortalHome, editor, slug):
    assert SENTENCE in errors_of(home, slug, editor)


@pytest.mark.parametrize("slug", ["tzgg-2", "searching", "modes"])
def test_any_other_address_is_taken(home: PortalHome, editor, slug):
    assert errors_of(home, slug, editor) == ""


def test_below_a_column_every_address_is_free(home: PortalHome, editor):
    assert errors_of(home.get_children().first(), "search", editor) == ""
