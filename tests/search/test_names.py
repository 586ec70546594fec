"""Names of departments and places are words, whatever stands beside them."""

from __future__ import annotations

from search.engines.base import Indexed
from search.models import Text
from search.question import groups
from search.text import words
from search.text.typed import parse
from search.vocabulary import forget, vocabulary
from sites.registry.models import Department
from tests.factories import pages

from .conftest import column_of, let_all_be_found

# Cut into words, 松湖 is none, and 区 belongs to what follows.
SENTENCE, OF_THE_LAKE = "松湖区政协委员到访", "松湖区"


def government() -> Department:
    return Department.objects.create(name="松湖区人民政府", short_name=OF_THE_LAKE)


def test_a_name_in_a_sentence_is_one_word_of_it(db):
    text = Text(entry_id=1, title=SENTENCE, body=f"昨日，{SENTENCE}。")
    assert OF_THE_LAKE not in words.kept(SENTENCE)
    government()
    assert OF_THE_LAKE in Indexed.of(text).title
    assert OF_THE_LAKE in Indexed.of(text).body


def test_a_name_is_taken_for_one_word_of_what_was_typed(db):
    government()
    (group,) = groups(parse("松湖区公积金"), vocabulary())
    assert {word.name for word in group.words} == {OF_THE_LAKE, "公积金"}


def test_a_new_name_is_known_at_once(db):
    assert vocabulary().names_in(SENTENCE) == []
    government()
    assert vocabulary().names_in(SENTENCE) == [OF_THE_LAKE]


def test_the_longest_name_is_the_one_that_was_meant(db):
    government()
    (group,) = groups(parse("松湖区人民政府"), vocabulary())
    assert [word.name for word in group.words] == ["松湖区人民政府"]


def test_what_was_published_before_the_name_was_one_is_found_as_well(titles, site):
    pages.ArticleFactory(parent=column_of(site), title="通报", body=[("paragraph", f"<p>{SENTENCE}</p>")])
    let_all_be_found()
    assert titles(OF_THE_LAKE) == ["通报"]
    government()
    assert titles(OF_THE_LAKE) == ["通报"]


def test_names_are_read_while_words_are_kept(titles, site):
    government()
    pages.ArticleFactory(parent=column_of(site), title=SENTENCE)
    # As in a process that has only begun.
    forget()
    let_all_be_found()
    assert titles(OF_THE_LAKE) == [SENTENCE]


def test_a_word_of_the_dictionary_is_no_name(db):
    Department.objects.create(name="教育局", short_name="教育局")
    forget()
    assert vocabulary().names == ()
