"""同义词: who types one of the words finds what has another one, on all sites."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import vocabulary
from search.finding import Asked, find
from search.models import Synonym
from search.question import groups
from search.suggestions import suggestions
from search.text.typed import parse
from search.vocabulary import Vocabulary
from tests.factories import pages

from .conftest import FUND, column_of, let_all_be_found

FERRY = "松湖渡口停航通知"


@pytest.fixture
def ferry(site):
    pages.ArticleFactory(parent=column_of(site), title=FERRY)
    let_all_be_found()


@pytest.mark.parametrize("query", ["房基", "什么是房基", "房基 通知", "房基缴存"])
def test_who_types_a_word_finds_what_has_the_other(titles, site, query):
    assert titles("房基") == []
    Synonym.objects.create(words="房基\n公積金")
    assert titles(query) == [FUND]


@pytest.mark.parametrize("query", ["浙里渡", "浙里渡停航", "请问浙里渡停航吗"])
def test_a_word_that_no_dictionary_has_is_met_within_what_was_typed(titles, site, ferry, query):
    Synonym.objects.create(words="浙里渡\n松湖渡口")
    assert titles(query)[0] == FERRY


def test_it_holds_in_both_directions_and_for_every_word_of_the_list(titles, site, ferry):
    Synonym.objects.create(words="轮渡站\n松湖渡口\n过江码头")
    assert titles("轮渡站") == titles("过江码头") == [FERRY]
    assert titles("松湖渡口") == [FERRY]


def test_a_word_within_another_word_is_not_taken_for_it(site):
    more = {"医保": ("松湖",)}
    (group,) = groups(parse("就医保障"), Vocabulary(more))
    assert not any(("松湖",) in word.choices or ("松", "湖") in word.choices for word in group.words)


def test_titles_are_suggested_by_the_other_word_too(site):
    Synonym.objects.create(words="房基\n公积金")
    assert FUND in suggestions("房基", (site.site.pk,))


def test_what_was_dropped_holds_no_longer(titles, site):
    same = Synonym.objects.create(words="房基\n公积金")
    assert titles("房基") == [FUND]
    same.delete()
    assert titles("房基") == []


def test_a_search_does_not_ask_for_them_each_time(site, monkeypatch):
    vocabulary.forget()
    read = []
    for now in (0, 1, 59, 200, 201):
        monkeypatch.setattr(vocabulary, "time", SimpleNamespace(monotonic=lambda now=now: now))
        with CaptureQueriesContext(connection) as captured:
            vocabulary.vocabulary()
        read.append(len(captured))
    # What has the synonyms, and what has the names.
    assert read == [2, 0, 0, 2, 0]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=20))
def test_whatever_stands_in_the_list_every_question_is_answered(site, lines, query):
    Synonym.objects.all().delete()
    # Forms refuse what PostgreSQL does not store.
    Synonym.objects.create(words="\n".join(lines).replace("\x00", ""))
    for typed in (query, *lines, "".join(lines)):
        found = find(Asked(site.site, typed, (site.site.pk,)), 0, 20)
        assert found.total >= len(found.hits)
